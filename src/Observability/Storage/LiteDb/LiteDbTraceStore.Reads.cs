using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Reading;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb;

public sealed partial class LiteDbTraceStore
{
    /// <inheritdoc/>
    public Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default) =>
        Run(
            () => FindTrace(project, id) is { } trace
                ? new TraceDetail(trace.Derive(payloads).Summary, trace.Observations(payloads), _core.Scores.OfTrace(project, id))
                : null,
            cancellationToken);

    /// <inheritdoc/>
    public Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default) =>
        Run(() => trace is { } known ? FindInTrace(project, known, id) : FindAnywhere(project, id), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var list = new TraceList(query);
        return Run(() => list.Run(_core.Files.All(), _core.Scores, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var list = new ObservationList(query);
        return Run(() => list.Run(_core.Files.All(), _core.Scores, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = RowFilter.CompileForGroups(FilterField.SessionId, query.Filters);
        var collector = new PageCollector<SessionSummary>(query, descending: true);
        return Run(
            () =>
            {
                var sessions = new Dictionary<SessionId, SessionSummaryBuilder>();
                foreach (var summary in Summaries(query, filter, cancellationToken))
                {
                    if (summary.Trace.SessionId is { } id)
                    {
                        if (!sessions.TryGetValue(id, out var session))
                        {
                            sessions[id] = session = new SessionSummaryBuilder(id);
                        }

                        session.Add(summary);
                    }
                }

                foreach (var session in sessions.Values.Select(builder => builder.Build()))
                {
                    collector.Offer(new SortKey(SortValue.From(session.LastTraceTime.UtcTicks), session.Id.Value), session);
                }

                return collector.ToPage(session => session);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = RowFilter.CompileForGroups(FilterField.UserId, query.Filters);
        var collector = new PageCollector<UserSummary>(query, descending: true);
        return Run(
            () =>
            {
                var users = new Dictionary<UserId, UserSummaryBuilder>();
                foreach (var summary in Summaries(query, filter, cancellationToken))
                {
                    if (summary.Trace.UserId is { } id)
                    {
                        if (!users.TryGetValue(id, out var user))
                        {
                            users[id] = user = new UserSummaryBuilder(id);
                        }

                        user.Add(summary);
                    }
                }

                foreach (var user in users.Values.Select(builder => builder.Build()))
                {
                    collector.Offer(new SortKey(SortValue.From(user.LastTraceTime.UtcTicks), user.Id.Value), user);
                }

                return collector.ToPage(user => user);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = RowFilter.Compile(QueryView.Scores, query.Filters);
        var collector = new PageCollector<Score>(query, descending: true);
        var range = TimeRange.Of(query.From, query.To);
        return Run(
            () =>
            {
                var until = collector.After is { } after ? Math.Min(range.UntilMicros, TimeRange.Micros(after.Value.Integer)) : range.UntilMicros;
                foreach (var score in NamedIn(query.Project, filter) ?? _core.Scores.InRange(query.Project, range.FromMicros, query.IncludeTotal ? range.UntilMicros : until))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var row = new ScoreRow(score);
                    if (!query.IncludeTotal && collector.IsFull && !collector.Wants(SortKeys.FirstAt(row.StartTicks)))
                    {
                        break;
                    }

                    if (range.Contains(row.StartTicks) && filter.Matches(row))
                    {
                        collector.Offer(new SortKey(SortValue.From(row.StartTicks), score.Id.Value), score);
                    }
                }

                return collector.ToPage(score => score);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default)
    {
        var plan = MetricsPlan.Create(query);
        return Run(() => MetricsRun.Execute(plan, _core.Files.All(), _core.Scores, cancellationToken), cancellationToken);
    }

    // Scores that a filter names, or whose traces it names, are looked up, newest first; null when it names none.
    private IEnumerable<Score>? NamedIn(ProjectId project, RowFilter filter)
    {
        var found = Names(FilterField.Id)?.Select(id => _core.Scores.Find(project, new ScoreId(id))).OfType<Score>()
            ?? Names(FilterField.TraceId)?.SelectMany(trace => _core.Scores.OfTrace(project, new TraceId(trace)));
        return found?.OrderByDescending(score => score.Timestamp);

        IEnumerable<string>? Names(FilterField field) => filter.OneOf(field)?.Where(name => !string.IsNullOrWhiteSpace(name)).Distinct(StringComparer.Ordinal);
    }

    private IEnumerable<TraceSummary> Summaries(ListQuery query, RowFilter filter, CancellationToken cancellationToken)
    {
        var range = TimeRange.Of(query.From, query.To);
        var scores = new ScoreLookup(_core.Scores, query.Project, filter.NeedsScores);
        foreach (var trace in TraceScan.NewestFirst(_core.Files.All(), query.Project, TraceKeys.BestOf(filter), range.FromMicros, range.UntilMicros))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var derived = trace.Derive(filter.NeedsMetadata ? PayloadSelection.Metadata : PayloadSelection.None);
            var row = new TraceRow(derived, scores.Of(derived.Summary.Trace.Id));
            if (range.Contains(row.StartTicks) && filter.Matches(row))
            {
                yield return derived.Summary;
            }
        }
    }

    private StoredTrace? FindTrace(ProjectId project, TraceId id)
    {
        var key = TraceKeys.Of(project, id);
        foreach (var file in _core.Files.All())
        {
            if (file.FindTrace(key) is { } document)
            {
                return new StoredTrace(file, document);
            }
        }

        return null;
    }

    private ObservationRecord? FindInTrace(ProjectId project, TraceId trace, ObservationId id)
    {
        if (FindTrace(project, trace) is not { } stored)
        {
            return null;
        }

        foreach (var (block, reader, row) in stored.Rows())
        {
            if (block.Texts(LeanColumn.Id)?[row] == id.Value)
            {
                return stored.File.ReadPayloads(block.Numbers(LeanColumn.Payload).ValueOr(row, 0), PayloadSelection.All).ApplyTo(reader.Read(row));
            }
        }

        return null;
    }

    private ObservationRecord? FindAnywhere(ProjectId project, ObservationId id)
    {
        var hash = LeanBlockBuilder.HashOf(id);
        foreach (var file in _core.Files.All())
        {
            foreach (var entry in file.LoadDirectory().Snapshot().Reverse())
            {
                if (entry.Project == project && BloomFilter.MayContain(entry.Ids, hash) && file.OpenLean(entry.Block, entry.Count) is { } block
                    && FindInBlock(file, entry, block, id) is { } record)
                {
                    return record;
                }
            }
        }

        return null;
    }

    private static ObservationRecord? FindInBlock(TelemetryFile file, LeanEntry entry, LeanBlock block, ObservationId id)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (!entry.IsDead(row) && block.Texts(LeanColumn.Id)?[row] == id.Value)
            {
                return file.ReadPayloads(block.Numbers(LeanColumn.Payload).ValueOr(row, 0), PayloadSelection.All)
                    .ApplyTo(new LeanRecordReader(entry.Project, block).Read(row));
            }
        }

        return null;
    }

    // Reads block on the file and compute: they leave the caller's thread.
    private Task<T> Run<T>(Func<T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Task.Run(read, cancellationToken);
    }
}
