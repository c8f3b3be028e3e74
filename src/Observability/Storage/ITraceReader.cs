using Observability.Model;

namespace Observability.Storage;

/// <summary>Reads telemetry. Filtering, sorting, paging and aggregation happen in the store.</summary>
/// <remarks>Thread-safe. Cursors are opaque and belong to the query that returned them.</remarks>
public interface ITraceReader
{
    /// <summary>Gets one trace with its observations in order of start; null when there is none.</summary>
    Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default);

    /// <summary>Gets one observation with its payloads; null when there is none. Naming the trace makes it faster.</summary>
    Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default);

    /// <summary>Lists traces, newest first unless the query says otherwise.</summary>
    /// <exception cref="ArgumentException">The query names a field that traces do not have, or a cursor of another query.</exception>
    Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists observations, newest first unless the query says otherwise.</summary>
    /// <exception cref="ArgumentException">The query names a field that observations do not have, or a cursor of another query.</exception>
    Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists sessions, most recently active first.</summary>
    Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists users, most recently active first.</summary>
    Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists scores, newest first.</summary>
    Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default);

    /// <summary>Aggregates.</summary>
    /// <exception cref="ArgumentException">The query combines measures or dimensions its view does not have.</exception>
    Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default);
}
