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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => evaluation.RunAsync(stoppingToken);
}
