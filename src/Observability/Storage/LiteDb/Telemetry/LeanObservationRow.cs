using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>A row of a lean block for filters and metrics: opens only the columns that are asked for.</summary>
internal readonly struct LeanObservationRow(LeanBlock block, int row, Func<Payload?>? metadata, IReadOnlyList<Score> scores) : IQueryRow
{
    public long StartTicks => DateTime.UnixEpoch.Ticks + (block.Numbers(LeanColumn.Start).ValueOr(row, 0) * TimeSpan.TicksPerMicrosecond);

    public IReadOnlyList<Score> Scores => scores;

    public string? Text(FilterField field) => field switch
    {
        FilterField.Id => Get(LeanColumn.Id),
        FilterField.TraceId => Get(LeanColumn.TraceId),
        FilterField.ParentId => Get(LeanColumn.ParentId),
        FilterField.Name => Get(LeanColumn.Name),
        FilterField.TraceName => Get(LeanColumn.TraceName),
        FilterField.Environment => Get(LeanColumn.Environment),
        FilterField.Release => Get(LeanColumn.Release),
        FilterField.Version => Get(LeanColumn.Version),
        FilterField.UserId => Get(LeanColumn.UserId),
        FilterField.SessionId => Get(LeanColumn.SessionId),
        FilterField.Model => Get(LeanColumn.Model),
        FilterField.Provider => Get(LeanColumn.Provider),
        FilterField.PromptName => Get(LeanColumn.PromptName),
        FilterField.StatusMessage => Get(LeanColumn.StatusMessage),
        _ => throw UnknownField.Of(field),
    };

    public IReadOnlyList<string> List(FilterField field) => field is FilterField.Tags
        ? block.Lists(LeanColumn.Tags)?[row] ?? []
        : throw UnknownField.Of(field);

    public double? Number(FilterField field) => field switch
    {
        FilterField.PromptVersion => block.Numbers(LeanColumn.PromptVersion)[row],
        FilterField.Latency => Seconds(LeanColumn.Duration),
        FilterField.TimeToFirstToken => Seconds(LeanColumn.FirstToken),
        FilterField.InputTokens => block.Numbers(LeanColumn.UsageInput)[row],
        FilterField.OutputTokens => block.Numbers(LeanColumn.UsageOutput)[row],
        FilterField.TotalTokens => TotalTokens(),
        FilterField.TotalCost => (double?)block.Money(LeanColumn.CostTotal)?[row],
        _ => throw UnknownField.Of(field),
    };

    public ulong Bits(FilterField field) => field switch
    {
        FilterField.Kind => Bit(LeanColumn.Kind),
        FilterField.Level => Bit(LeanColumn.Level),
        FilterField.Status => Bit(LeanColumn.Status),
        FilterField.ScoreSource => ScoreValues.Sources(scores),
        _ => throw UnknownField.Of(field),
    };

    public string? Metadata(string key) => MetadataText.Get(metadata?.Invoke(), key);

    private string? Get(LeanColumn column) => block.Texts(column)?[row];

    private ulong Bit(LeanColumn column) => 1UL << (int)block.Numbers(column).ValueOr(row, 0);

    // The same arithmetic as a TimeSpan's, so that every store gives the same last digit.
    private double? Seconds(LeanColumn column) =>
        block.Numbers(column)[row] is { } micros ? TimeSpan.FromTicks(micros * TimeSpan.TicksPerMicrosecond).TotalSeconds : null;

    private double? TotalTokens() => !block.Numbers(LeanColumn.UsageFlags).Has(row)
        ? null
        : block.Numbers(LeanColumn.UsageTotal)[row]
            ?? block.Numbers(LeanColumn.UsageInput).ValueOr(row, 0) + block.Numbers(LeanColumn.UsageOutput).ValueOr(row, 0);
}
