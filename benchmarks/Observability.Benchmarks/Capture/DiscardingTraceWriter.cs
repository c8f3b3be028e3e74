using Observability.Storage;

namespace Observability.Benchmarks.Capture;

/// <summary>Takes everything and keeps nothing: the caller's thread is measured, not a store.</summary>
internal sealed class DiscardingTraceWriter : ITraceWriter
{
    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
