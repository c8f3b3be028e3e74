using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Tests;

/// <summary>A store whose writes fail while <see cref="Failure"/> is set; reads go on.</summary>
internal sealed class FailingWrites(ITraceStore inner) : ITraceStore
{
    public Exception? Failure { get; set; }

    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) =>
        Failure is { } failure ? Task.FromException(failure) : inner.WriteAsync(batch, cancellationToken);

    public Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default) => inner.DeleteAsync(request, cancellationToken);

    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default) =>
        inner.GetTraceAsync(project, id, payloads, cancellationToken);

    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default) =>
        inner.GetObservationAsync(project, id, trace, cancellationToken);

    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) => inner.ListTracesAsync(query, cancellationToken);

    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default) => inner.ListObservationsAsync(query, cancellationToken);

    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default) => inner.ListSessionsAsync(query, cancellationToken);

    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default) => inner.ListUsersAsync(query, cancellationToken);

    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default) => inner.ListScoresAsync(query, cancellationToken);

    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default) => inner.QueryMetricsAsync(query, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
