using Microsoft.Extensions.Hosting;

namespace Observability;

/// <summary>Begins to open the store when the host starts, without making it wait, and flushes when it stops.</summary>
internal sealed class LlmObservabilityHostedService(LlmObservability observability) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        observability.BeginOpen();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await observability.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host ran out of patience; disposal flushes once more and counts what it drops.
        }
    }
}
