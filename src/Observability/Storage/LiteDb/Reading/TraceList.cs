using Observability.Storage.LiteDb.Scores;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>One run of a query for traces.</summary>
internal sealed class TraceList
{
    private readonly TraceQuery _query;
    private readonly FieldType _orderType;
    private readonly RowFilter _filter;
    private readonly TextSearch? _search;
    private readonly PageCollector<StoredTrace> _collector;
    private readonly TimeRange _range;
    private readonly bool _isOfAll;

    /// <exception cref="ArgumentException">The query is invalid.</exception>
    public TraceList(TraceQuery query)
    {
        // What is counted apart need not be walked to its end.
        _isOfAll = query is { IncludeTotal: true, Filters: [], From: null, To: null } && SearchQuery.Parse(query.Search) is null;
        _query = query = query with { IncludeTotal = query.IncludeTotal && !_isOfAll };
        _orderType = FieldCatalog.RequireSortable(QueryView.Traces, query.Order.Field);
        _filter = RowFilter.Compile(QueryView.Traces, query.Filters);
        _search = SearchQuery.Parse(query.Search) is { } search ? new TextSearch(search) : null;
        _collector = new PageCollector<StoredTrace>(query, query.Order.Descending);
        _range = TimeRange.Of(query.From, query.To);
    }

    private bool IsNewestFirst => _query.Order == SortOrder.NewestFirst;

    public Page<Observability.Storage.TraceSummary> Run(IReadOnlyList<TelemetryFile> files, ScoreFile scoreFile, CancellationToken cancellationToken)
    {
        var scores = new ScoreLookup(scoreFile, _query.Project, _filter.NeedsScores);
        var needed = _filter.NeedsMetadata ? PayloadSelection.Metadata : PayloadSelection.None;
        foreach (var trace in TraceScan.NewestFirst(files, _query.Project, TraceKeys.BestOf(_filter), _range.FromMicros, UntilMicros()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var derived = trace.Derive(needed);
            var row = new TraceRow(derived, scores.Of(derived.Summary.Trace.Id));
            if (IsNewestFirst && !_query.IncludeTotal && _collector.IsFull && !_collector.Wants(SortKeys.FirstAt(row.StartTicks)))
            {
                break;
            }

            if (!_range.Contains(row.StartTicks) || !_filter.Matches(row))
            {
                continue;
            }

            var key = new SortKey(SortValue.Read(row, _query.Order.Field, _orderType), derived.Summary.Trace.Id.Value);
            if ((_query.IncludeTotal || _collector.Wants(key)) && (_search is null || _search.Matches(trace)))
            {
                _collector.Offer(key, trace);
            }
        }

        var page = _collector.ToPage(trace => trace.Derive(_query.Payloads).Summary);
        return _isOfAll ? page with { TotalCount = files.Sum(file => file.CountTraces(_query.Project)) } : page;
    }

    private long UntilMicros() => IsNewestFirst && !_query.IncludeTotal && _collector.After is { } after
        ? Math.Min(_range.UntilMicros, TimeRange.Micros(after.Value.Integer))
        : _range.UntilMicros;
}
