using Observability.Storage;

namespace Observability.Benchmarks.SemanticKernel;

/// <summary>Writes nowhere.</summary>
internal sealed class DiscardingTraceWriter : ITraceWriter
{
    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
