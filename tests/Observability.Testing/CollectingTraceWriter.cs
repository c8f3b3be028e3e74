using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage;

namespace Observability.Testing;

/// <summary>Keeps what was written, for tests that look at records and never read through a store.</summary>
public sealed class CollectingTraceWriter : ITraceWriter
{
    private readonly ConcurrentQueue<TelemetryBatch> _batches = new();

    public IReadOnlyList<TelemetryBatch> Batches => [.. _batches];

    public IReadOnlyList<ObservationRecord> Observations => [.. _batches.SelectMany(batch => batch.Observations)];

    public IReadOnlyList<TraceRecord> Traces => [.. _batches.SelectMany(batch => batch.Traces)];

    public IReadOnlyList<Score> Scores => [.. _batches.SelectMany(batch => batch.Scores)];

    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        _batches.Enqueue(batch);
        return Task.CompletedTask;
    }
}
