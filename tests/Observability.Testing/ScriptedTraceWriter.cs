using System.Collections.Concurrent;
using Observability.Storage;

namespace Observability.Testing;

/// <summary>A writer that fails, blocks or succeeds as the test says, and keeps what it took.</summary>
public sealed class ScriptedTraceWriter : ITraceWriter
{
    private readonly ConcurrentQueue<TelemetryBatch> _written = new();
    private int _attempts;

    /// <summary>Called before each write; what it throws, the write throws; what it awaits, the write waits for.</summary>
    public Func<int, CancellationToken, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    public int Attempts => Volatile.Read(ref _attempts);

    public IReadOnlyList<TelemetryBatch> Written => [.. _written];

    public int Records => _written.Sum(batch => batch.Count);

    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        await BeforeWrite(Interlocked.Increment(ref _attempts), cancellationToken);
        _written.Enqueue(batch);
    }
}
