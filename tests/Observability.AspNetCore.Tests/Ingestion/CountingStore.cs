using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>A store in memory that counts what is read by id and can be held or made to fail.</summary>
internal sealed class CountingStore : ITraceStore
{
    private readonly InMemoryTraceStore _inner = new();
    private int _traceReads;
    private int _observationReads;
    private volatile TaskCompletionSource? _hold;

    public int TraceReads => _traceReads;

    public int ObservationReads => _observationReads;

    public bool Fails { get; set; }

    /// <summary>Set when a write waits to be let through.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _hold?.TrySetResult();

    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        if (_hold is { } hold)
        {
            Waiting.TrySetResult();
            await hold.Task;
        }

        await (Fails ? throw new IOException("The disk is full.") : _inner.WriteAsync(batch, cancellationToken));
    }

    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _traceReads);
        return _inner.GetTraceAsync(project, id, payloads, cancellationToken);
    }

    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _observationReads);
        return _inner.GetObservationAsync(project, id, trace, cancellationToken);
    }

    public Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default) => _inner.DeleteAsync(request, cancellationToken);

    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) => _inner.ListTracesAsync(query, cancellationToken);

    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default) => _inner.ListObservationsAsync(query, cancellationToken);

    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default) => _inner.ListSessionsAsync(query, cancellationToken);

    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default) => _inner.ListUsersAsync(query, cancellationToken);

    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default) => _inner.ListScoresAsync(query, cancellationToken);

    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default) => _inner.QueryMetricsAsync(query, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
