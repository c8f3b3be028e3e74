using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

public sealed partial class InMemoryTraceStore
{
    /// <inheritdoc/>
    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default)
    {
        var snapshot = Read(project, found => found.Find(id)?.Snapshot(), cancellationToken);
        return Task.FromResult(snapshot?.Derived is null
            ? null
            : new TraceDetail(
                PayloadSelector.Apply(snapshot.Derived.Summary, payloads),
                [.. snapshot.Observations.Select(observation => PayloadSelector.Apply(observation, payloads))],
                snapshot.Scores));
    }

    /// <inheritdoc/>
    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default)
    {
        var observation = Read(project, found => found.Find(id), cancellationToken);
        return Task.FromResult(trace is null || observation?.TraceId == trace ? observation : null);
    }

    /// <inheritdoc/>
    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var type = FieldCatalog.RequireSortable(QueryView.Traces, query.Order.Field);
        var filter = RowFilter.Compile(QueryView.Traces, query.Filters);
        var search = SearchQuery.Parse(query.Search);
        var collector = new PageCollector<TraceSummary>(query, query.Order.Descending);
        var matches = Traces(query, filter, cancellationToken)
            .Select(trace => (Key: new SortKey(SortValue.Read(new TraceRow(trace.Derived!, trace.Scores), query.Order.Field, type), trace.Derived!.Summary.Trace.Id.Value), Trace: trace))
            .OrderBy(match => match.Key, new SortKeyComparer(query.Order.Descending));
        foreach (var (key, trace) in matches)
        {
            if (collector.IsFull && !query.IncludeTotal)
            {
                break;
            }

            if ((query.IncludeTotal || collector.Wants(key)) && (search is null || Array.Exists(trace.Observations, o => search.Matches(o.Input, o.Output))))
            {
                collector.Offer(key, trace.Derived!.Summary);
            }
        }

        return Task.FromResult(collector.ToPage(summary => PayloadSelector.Apply(summary, query.Payloads)));
    }

    /// <inheritdoc/>
    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var type = FieldCatalog.RequireSortable(QueryView.Observations, query.Order.Field);
        var filter = RowFilter.Compile(QueryView.Observations, query.Filters);
        var search = SearchQuery.Parse(query.Search);
        var collector = new PageCollector<ObservationRecord>(query, query.Order.Descending);
        var matches = Observations(query.Project, cancellationToken)
            .Where(row => IsInRange(row.StartTicks, query) && filter.Matches(row))
            .Select(row => (Key: new SortKey(SortValue.Read(row, query.Order.Field, type), row.Record.Id.Value), row.Record))
            .OrderBy(match => match.Key, new SortKeyComparer(query.Order.Descending));
        foreach (var (key, record) in matches)
        {
            if (collector.IsFull && !query.IncludeTotal)
            {
                break;
            }

            if ((query.IncludeTotal || collector.Wants(key)) && (search is null || search.Matches(record.Input, record.Output)))
            {
                collector.Offer(key, record);
            }
        }

        return Task.FromResult(collector.ToPage(record => PayloadSelector.Apply(record, query.Payloads)));
    }

    /// <inheritdoc/>
    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var collector = new PageCollector<SessionSummary>(query, descending: true);
        foreach (var group in Summaries(query, FilterField.SessionId, cancellationToken).Where(t => t.Trace.SessionId is not null).GroupBy(t => t.Trace.SessionId!.Value))
        {
            var builder = new SessionSummaryBuilder(group.Key);
            foreach (var trace in group)
            {
                builder.Add(trace);
            }

            var session = builder.Build();
            collector.Offer(new SortKey(SortValue.From(session.LastTraceTime.UtcTicks), session.Id.Value), session);
        }

        return Task.FromResult(collector.ToPage(session => session));
    }

    /// <inheritdoc/>
    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var collector = new PageCollector<UserSummary>(query, descending: true);
        foreach (var group in Summaries(query, FilterField.UserId, cancellationToken).Where(t => t.Trace.UserId is not null).GroupBy(t => t.Trace.UserId!.Value))
        {
            var builder = new UserSummaryBuilder(group.Key);
            foreach (var trace in group)
            {
                builder.Add(trace);
            }

            var user = builder.Build();
            collector.Offer(new SortKey(SortValue.From(user.LastTraceTime.UtcTicks), user.Id.Value), user);
        }

        return Task.FromResult(collector.ToPage(user => user));
    }

    /// <inheritdoc/>
    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = RowFilter.Compile(QueryView.Scores, query.Filters);
        var collector = new PageCollector<Score>(query, descending: true);
        foreach (var score in Scores(query.Project, cancellationToken))
        {
            var row = new ScoreRow(score);
            if (IsInRange(row.StartTicks, query) && filter.Matches(row))
            {
                collector.Offer(new SortKey(SortValue.From(row.StartTicks), score.Id.Value), score);
            }
        }

        return Task.FromResult(collector.ToPage(score => score));
    }

    /// <inheritdoc/>
    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default)
    {
        var plan = MetricsPlan.Create(query);
        var accumulator = new MetricsAccumulator(plan);
        switch (plan.View)
        {
            case QueryView.Observations:
                foreach (var row in Observations(query.Project, cancellationToken))
                {
                    accumulator.Add(row);
                }

                break;
            case QueryView.Traces:
                foreach (var trace in Snapshots(query.Project, cancellationToken))
                {
                    accumulator.Add(new TraceRow(trace.Derived!, trace.Scores));
                }

                break;
            default:
                foreach (var score in Scores(query.Project, cancellationToken))
                {
                    accumulator.Add(new ScoreRow(score));
                }

                break;
        }

        return Task.FromResult(accumulator.ToResult());
    }

    private static bool IsInRange(long ticks, ListQuery query) =>
        (query.From is not { } from || ticks >= from.UtcTicks) && (query.To is not { } to || ticks < to.UtcTicks);

    private IEnumerable<TraceSummary> Summaries(ListQuery query, FilterField group, CancellationToken cancellationToken) =>
        Traces(query, RowFilter.CompileForGroups(group, query.Filters), cancellationToken).Select(trace => trace.Derived!.Summary);

    private IEnumerable<TraceSnapshot> Traces(ListQuery query, RowFilter filter, CancellationToken cancellationToken) =>
        Snapshots(query.Project, cancellationToken).Where(trace =>
        {
            var row = new TraceRow(trace.Derived!, trace.Scores);
            return IsInRange(row.StartTicks, query) && filter.Matches(row);
        });

    private IEnumerable<ObservationRow> Observations(ProjectId project, CancellationToken cancellationToken) =>
        Snapshots(project, cancellationToken).SelectMany(trace => trace.Observations.Select(record => new ObservationRow(record, trace.ScoresOf(record.Id))));

    private TraceSnapshot[] Snapshots(ProjectId project, CancellationToken cancellationToken) =>
        Read(project, found => found.Traces.Select(trace => trace.Snapshot()).Where(trace => trace.Derived is not null).ToArray(), cancellationToken) ?? [];

    private Score[] Scores(ProjectId project, CancellationToken cancellationToken) =>
        Read(project, found => found.Scores.ToArray(), cancellationToken) ?? [];

    private T? Read<T>(ProjectId project, Func<InMemoryProject, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _projects.TryGetValue(project, out var found) ? read(found) : null;
        }
    }
}
