using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>A derived trace as a row.</summary>
/// <param name="trace">The trace; metadata filters need its metadata.</param>
/// <param name="scores">The scores of the trace and of its observations.</param>
internal readonly struct TraceRow(DerivedTrace trace, IReadOnlyList<Score> scores) : IQueryRow
{
    private readonly TraceSummary _summary = trace.Summary;
    private readonly TraceRecord _record = trace.Summary.Trace;

    public long StartTicks => _record.Timestamp.UtcTicks;

    public IReadOnlyList<Score> Scores => scores;

    public string? Text(FilterField field) => field switch
    {
        FilterField.Id or FilterField.TraceId => _record.Id.Value,
        FilterField.Name or FilterField.TraceName => _record.Name,
        FilterField.Environment => _record.Environment,
        FilterField.Release => _record.Release,
        FilterField.Version => _record.Version,
        FilterField.UserId => _record.UserId?.Value,
        FilterField.SessionId => _record.SessionId?.Value,
        _ => throw UnknownField.Of(field),
    };

    public IReadOnlyList<string> List(FilterField field) => field switch
    {
        FilterField.Tags => _record.Tags,
        FilterField.Model => _summary.Models,
        FilterField.Provider => trace.Providers,
        FilterField.PromptName => trace.PromptNames,
        _ => throw UnknownField.Of(field),
    };

    public double? Number(FilterField field) => field switch
    {
        FilterField.Latency => _summary.Latency?.TotalSeconds,
        FilterField.InputTokens => _summary.InputTokens,
        FilterField.OutputTokens => _summary.OutputTokens,
        FilterField.TotalTokens => _summary.TotalTokens,
        FilterField.TotalCost => (double?)_summary.TotalCost,
        FilterField.ObservationCount => _summary.ObservationCount,
        FilterField.ErrorCount => _summary.ErrorCount,
        _ => throw UnknownField.Of(field),
    };

    public ulong Bits(FilterField field) => field switch
    {
        FilterField.Kind => trace.Kinds,
        FilterField.Level => 1UL << (int)_summary.Level,
        FilterField.Status => trace.Statuses,
        FilterField.ScoreSource => ScoreValues.Sources(scores),
        FilterField.IsBookmarked => _record.IsBookmarked is true ? 2UL : 1UL,
        _ => throw UnknownField.Of(field),
    };

    public string? Metadata(string key) => MetadataText.Get(_record.Metadata, key);
}
