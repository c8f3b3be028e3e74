using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Scores;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>One run of a query for observations.</summary>
internal sealed class ObservationList
{
    private readonly ObservationQuery _query;
    private readonly FieldType _orderType;
    private readonly RowFilter _filter;
    private readonly TextSearch? _search;
    private readonly PageCollector<Found> _collector;
    private readonly TimeRange _range;
    private readonly ulong? _idHash;

    /// <exception cref="ArgumentException">The query is invalid.</exception>
    public ObservationList(ObservationQuery query)
    {
        _query = query;
        _orderType = FieldCatalog.RequireSortable(QueryView.Observations, query.Order.Field);
        _filter = RowFilter.Compile(QueryView.Observations, query.Filters);
        _search = SearchQuery.Parse(query.Search) is { } search ? new TextSearch(search) : null;
        _collector = new PageCollector<Found>(query, query.Order.Descending);
        _range = TimeRange.Of(query.From, query.To);
        _idHash = _filter.EqualityOn(FilterField.Id) is { Length: > 0 } id ? LeanBlockBuilder.HashOf(new ObservationId(id)) : null;
    }

    public Page<ObservationRecord> Run(IReadOnlyList<TelemetryFile> files, ScoreFile scoreFile, CancellationToken cancellationToken)
    {
        var scores = new ScoreLookup(scoreFile, _query.Project, _filter.NeedsScores);
        if (_filter.OneOf(FilterField.TraceId) is { } traces)
        {
            foreach (var trace in traces.Where(trace => !string.IsNullOrWhiteSpace(trace)).Distinct(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScanTrace(files, new TraceId(trace), scores);
            }
        }
        else
        {
            ScanBlocks(files, scores, cancellationToken);
        }

        return _collector.ToPage(Read);
    }

    private void ScanTrace(IReadOnlyList<TelemetryFile> files, TraceId trace, ScoreLookup scores)
    {
        var key = TraceKeys.Of(_query.Project, trace);
        foreach (var file in files)
        {
            if (file.FindTrace(key) is { } document)
            {
                foreach (var (block, _, row) in new StoredTrace(file, document).Rows())
                {
                    Offer(file, block, row, scores);
                }

                return;
            }
        }
    }

    private void ScanBlocks(IReadOnlyList<TelemetryFile> files, ScoreLookup scores, CancellationToken cancellationToken)
    {
        foreach (var (file, entry, block) in ObservationScan.NewestFirst(files, _query.Project, _range.FromMicros, UntilMicros(), GoOn, IsCandidate))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var row = 0; row < Math.Min(block.Count, entry.Count); row++)
            {
                if (!entry.IsDead(row))
                {
                    Offer(file, block, row, scores);
                }
            }
        }
    }

    private void Offer(TelemetryFile file, LeanBlock block, int row, ScoreLookup scores)
    {
        var recipe = block.Numbers(LeanColumn.Payload).ValueOr(row, 0);
        var rowScores = _filter.NeedsScores
            ? scores.Of(new TraceId(block.Texts(LeanColumn.TraceId)![row]!), new ObservationId(block.Texts(LeanColumn.Id)![row]!))
            : [];
        var lean = new LeanObservationRow(block, row, _filter.NeedsMetadata ? () => file.ReadPayloads(recipe, PayloadSelection.Metadata).Metadata : null, rowScores);
        if (!_range.Contains(lean.StartTicks))
        {
            return;
        }

        var key = new SortKey(SortValue.Read(lean, _query.Order.Field, _orderType), block.Texts(LeanColumn.Id)![row]!);
        if ((_query.IncludeTotal || _collector.Wants(key)) && _filter.Matches(lean) && (_search is null || _search.Matches(file, recipe)))
        {
            _collector.Offer(key, new Found(file, block, row));
        }
    }

    private bool GoOn(LeanEntry entry) => _query.IncludeTotal || _query.Order != SortOrder.NewestFirst || !_collector.IsFull
        || _collector.Wants(SortKeys.FirstAt(DateTime.UnixEpoch.Ticks + (entry.MaxMicros * TimeSpan.TicksPerMicrosecond)));

    private bool IsCandidate(TelemetryFile file, LeanEntry entry) =>
        (_idHash is not { } hash || BloomFilter.MayContain(entry.Ids, hash)) && (_search is null || _search.MayMatch(file, entry));

    private long UntilMicros() => _query.Order == SortOrder.NewestFirst && !_query.IncludeTotal && _collector.After is { } after
        ? Math.Min(_range.UntilMicros, TimeRange.Micros(after.Value.Integer))
        : _range.UntilMicros;

    private ObservationRecord Read(Found found)
    {
        var record = new LeanRecordReader(_query.Project, found.Block).Read(found.Row);
        return _query.Payloads == PayloadSelection.None
            ? record
            : found.File.ReadPayloads(found.Block.Numbers(LeanColumn.Payload).ValueOr(found.Row, 0), _query.Payloads).ApplyTo(record);
    }

    private readonly record struct Found(TelemetryFile File, LeanBlock Block, int Row);
}
