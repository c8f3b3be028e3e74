using Observability.Model;
using Observability.Storage;

namespace Observability.Remote;

public sealed partial class RemoteTraceStore
{
    /// <inheritdoc/>
    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default) =>
        throw NotReadYet();

    /// <inheritdoc/>
    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default) =>
        throw NotReadYet();

    /// <inheritdoc/>
    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) => throw NotReadYet();

    /// <inheritdoc/>
    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default) => throw NotReadYet();

    private NotSupportedException NotReadYet() => new($"What was sent to {_server.Address} is read there, through its page or its API.");
}
