using System.Collections.Frozen;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Which fields the rows of a view have, and of which type.</summary>
internal static class FieldCatalog
{
    private static readonly FrozenDictionary<FilterField, FieldType> ObservationFields = new Dictionary<FilterField, FieldType>
    {
        [FilterField.StartTime] = FieldType.Time,
        [FilterField.Id] = FieldType.Text,
        [FilterField.TraceId] = FieldType.Text,
        [FilterField.ParentId] = FieldType.Text,
        [FilterField.Name] = FieldType.Text,
        [FilterField.TraceName] = FieldType.Text,
        [FilterField.Kind] = FieldType.Bits,
        [FilterField.Level] = FieldType.Bits,
        [FilterField.Status] = FieldType.Bits,
        [FilterField.Environment] = FieldType.Text,
        [FilterField.Release] = FieldType.Text,
        [FilterField.Version] = FieldType.Text,
        [FilterField.UserId] = FieldType.Text,
        [FilterField.SessionId] = FieldType.Text,
        [FilterField.Tags] = FieldType.TextList,
        [FilterField.Metadata] = FieldType.Metadata,
        [FilterField.Model] = FieldType.Text,
        [FilterField.Provider] = FieldType.Text,
        [FilterField.PromptName] = FieldType.Text,
        [FilterField.PromptVersion] = FieldType.Number,
        [FilterField.StatusMessage] = FieldType.Text,
        [FilterField.Latency] = FieldType.Number,
        [FilterField.TimeToFirstToken] = FieldType.Number,
        [FilterField.InputTokens] = FieldType.Number,
        [FilterField.OutputTokens] = FieldType.Number,
        [FilterField.TotalTokens] = FieldType.Number,
        [FilterField.TotalCost] = FieldType.Number,
        [FilterField.ScoreNumber] = FieldType.ScoreNumbers,
        [FilterField.ScoreText] = FieldType.ScoreTexts,
        [FilterField.ScoreSource] = FieldType.Bits,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<FilterField, FieldType> TraceFields = new Dictionary<FilterField, FieldType>
    {
        [FilterField.StartTime] = FieldType.Time,
        [FilterField.Id] = FieldType.Text,
        [FilterField.TraceId] = FieldType.Text,
        [FilterField.Name] = FieldType.Text,
        [FilterField.TraceName] = FieldType.Text,
        [FilterField.Kind] = FieldType.Bits,
        [FilterField.Level] = FieldType.Bits,
        [FilterField.Status] = FieldType.Bits,
        [FilterField.Environment] = FieldType.Text,
        [FilterField.Release] = FieldType.Text,
        [FilterField.Version] = FieldType.Text,
        [FilterField.UserId] = FieldType.Text,
        [FilterField.SessionId] = FieldType.Text,
        [FilterField.Tags] = FieldType.TextList,
        [FilterField.Metadata] = FieldType.Metadata,
        [FilterField.Model] = FieldType.TextList,
        [FilterField.Provider] = FieldType.TextList,
        [FilterField.PromptName] = FieldType.TextList,
        [FilterField.Latency] = FieldType.Number,
        [FilterField.InputTokens] = FieldType.Number,
        [FilterField.OutputTokens] = FieldType.Number,
        [FilterField.TotalTokens] = FieldType.Number,
        [FilterField.TotalCost] = FieldType.Number,
        [FilterField.ObservationCount] = FieldType.Number,
        [FilterField.ErrorCount] = FieldType.Number,
        [FilterField.ScoreNumber] = FieldType.ScoreNumbers,
        [FilterField.ScoreText] = FieldType.ScoreTexts,
        [FilterField.ScoreSource] = FieldType.Bits,
        [FilterField.IsBookmarked] = FieldType.Bits,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<FilterField, FieldType> ScoreFields = new Dictionary<FilterField, FieldType>
    {
        [FilterField.StartTime] = FieldType.Time,
        [FilterField.Id] = FieldType.Text,
        [FilterField.TraceId] = FieldType.Text,
        [FilterField.ObservationId] = FieldType.Text,
        [FilterField.SessionId] = FieldType.Text,
        [FilterField.DatasetRunId] = FieldType.Text,
        [FilterField.Name] = FieldType.Text,
        [FilterField.Environment] = FieldType.Text,
        [FilterField.Metadata] = FieldType.Metadata,
        [FilterField.ScoreNumber] = FieldType.Number,
        [FilterField.ScoreText] = FieldType.Text,
        [FilterField.ScoreSource] = FieldType.Bits,
        [FilterField.ScoreType] = FieldType.Bits,
        [FilterField.Author] = FieldType.Text,
        [FilterField.ConfigId] = FieldType.Text,
        [FilterField.QueueId] = FieldType.Text,
    }.ToFrozenDictionary();

    /// <summary>The fields of a view with their types.</summary>
    public static FrozenDictionary<FilterField, FieldType> FieldsOf(QueryView view) => view switch
    {
        QueryView.Traces => TraceFields,
        QueryView.Observations => ObservationFields,
        _ => ScoreFields,
    };

    /// <summary>The type of a field.</summary>
    /// <exception cref="ArgumentException">The view has no such field.</exception>
    public static FieldType Require(QueryView view, FilterField field) => FieldsOf(view).TryGetValue(field, out var type)
        ? type
        : throw new ArgumentException($"{view} have no field {field}. Use one of {Names(FieldsOf(view).Keys)}.", nameof(field));

    /// <summary>The type of a field by which rows can be ordered.</summary>
    /// <exception cref="ArgumentException">The view has no such field, or it can have several values.</exception>
    public static FieldType RequireSortable(QueryView view, FilterField field)
    {
        var type = Require(view, field);
        return IsSortable(type)
            ? type
            : throw new ArgumentException($"{view} cannot be ordered by {field}. Use one of {Names(FieldsOf(view).Where(f => IsSortable(f.Value)).Select(f => f.Key))}.", nameof(field));
    }

    /// <summary>The type of a field by which metrics can be grouped.</summary>
    /// <exception cref="ArgumentException">The view has no such field, or it is a time or a measure.</exception>
    public static FieldType RequireDimension(QueryView view, FilterField field)
    {
        var type = Require(view, field);
        return IsDimension(field, type)
            ? type
            : throw new ArgumentException($"{view} cannot be grouped by {field}. Use one of {Names(FieldsOf(view).Where(f => IsDimension(f.Key, f.Value)).Select(f => f.Key))}.", nameof(field));
    }

    /// <summary>The enum behind a field of type <see cref="FieldType.Bits"/>; null for booleans.</summary>
    public static Type? EnumOf(FilterField field) => field switch
    {
        FilterField.Kind => typeof(ObservationKind),
        FilterField.Level => typeof(ObservationLevel),
        FilterField.Status => typeof(ObservationStatus),
        FilterField.ScoreSource => typeof(ScoreSource),
        FilterField.ScoreType => typeof(ScoreValueType),
        _ => null,
    };

    /// <summary>The name of bit <paramref name="bit"/> of a field.</summary>
    public static string NameOfBit(FilterField field, int bit) => field switch
    {
        FilterField.Kind => NameOf((ObservationKind)bit),
        FilterField.Level => NameOf((ObservationLevel)bit),
        FilterField.Status => NameOf((ObservationStatus)bit),
        FilterField.ScoreSource => NameOf((ScoreSource)bit),
        FilterField.ScoreType => NameOf((ScoreValueType)bit),
        _ => bit == 1 ? bool.TrueString : bool.FalseString,
    };

    private static string NameOf<T>(T value)
        where T : struct, Enum => Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, null);

    private static bool IsSortable(FieldType type) => type is FieldType.Time or FieldType.Text or FieldType.Number or FieldType.Bits;

    private static bool IsDimension(FilterField field, FieldType type) =>
        type is FieldType.Text or FieldType.TextList or FieldType.Bits || field is FilterField.PromptVersion;

    private static string Names(IEnumerable<FilterField> fields) => string.Join(", ", fields.Order());
}
