using System.Globalization;

namespace Observability.Storage.Query;

/// <summary>One validated condition with its values in the form of the field's type.</summary>
/// <remarks>
/// Negative operators (NotEqual, NotContains, NoneOf) are the exact complement of their positive form, so they hold for a
/// missing value; all others need a value. On a list the positive form holds when any item does.
/// </remarks>
internal sealed class RowCondition
{
    public required FilterField Field { get; init; }

    public required FieldType Type { get; init; }

    public required FilterOperator Operator { get; init; }

    public string Key { get; init; } = "";

    public string[] Texts { get; init; } = [];

    public double[] Numbers { get; init; } = [];

    public long[] Ticks { get; init; } = [];

    /// <summary>The bits of which one must be set; for AllOf all of them.</summary>
    public ulong Mask { get; init; }

    public bool Matches<TRow>(in TRow row)
        where TRow : IQueryRow, allows ref struct => Type switch
        {
            FieldType.Time => NumberMatch.Matches(Operator, row.StartTicks, Ticks),
            FieldType.Text => TextMatch.Matches(Operator, row.Text(Field), Texts),
            FieldType.TextList => TextMatch.Matches(Operator, row.List(Field), Texts),
            FieldType.Number => NumberMatch.Matches(Operator, row.Number(Field), Numbers),
            FieldType.Bits => MatchesBits(row.Bits(Field)),
            FieldType.Metadata => MatchesMetadata(row.Metadata(Key)),
            FieldType.ScoreNumbers => NumberMatch.Matches(Operator, ScoreValues.Numbers(row.Scores, Key), Numbers),
            _ => TextMatch.Matches(Operator, ScoreValues.Texts(row.Scores, Key), Texts),
        };

    private bool MatchesBits(ulong bits) => Operator switch
    {
        FilterOperator.NotEqual or FilterOperator.NoneOf => (bits & Mask) == 0,
        FilterOperator.AllOf => (bits & Mask) == Mask,
        FilterOperator.IsNull => bits == 0,
        FilterOperator.IsNotNull => bits != 0,
        _ => (bits & Mask) != 0,
    };

    private bool MatchesMetadata(string? text) => Numbers.Length == 0
        ? TextMatch.Matches(Operator, text, Texts)
        : NumberMatch.Matches(Operator, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null, Numbers);
}
