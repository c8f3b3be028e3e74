using Microsoft.Extensions.Hosting;

namespace Observability.Evaluation.Online;

/// <summary>Runs online evaluation while the host runs.</summary>
internal sealed class OnlineEvaluationHost(OnlineEvaluation evaluation) : BackgroundService
{
    private IDisposable? _listening;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything is served, so that nothing is missed.
        _listening = evaluation.Listen();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listening?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await evaluation.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            // It may also end by itself, over a store without a catalog: nobody takes any more what would be noted.
            _listening?.Dispose();
        }
    }
}
