using Observability.Model;
using Observability.Storage;

namespace Observability.Testing;

/// <summary>A store for tests of what is written: every write goes to a writer, nothing can be read, and disposal is counted.</summary>
public sealed class WriteOnlyStore(ITraceWriter? writer = null) : ITraceStore
{
    private int _disposals;

    public CollectingTraceWriter Written { get; } = writer as CollectingTraceWriter ?? new();

    public int Disposals => _disposals;

    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) => (writer ?? Written).WriteAsync(batch, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        return ValueTask.CompletedTask;
    }

    public Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
