namespace Observability.Storage.Query;

/// <summary>The validated conditions of a query; a row matches when all hold.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class RowFilter
{
    private const int MaxFilters = 100;

    private readonly RowCondition[] _conditions;

    private RowFilter(RowCondition[] conditions) => _conditions = conditions;

    /// <summary>Holds for every row.</summary>
    public static RowFilter None { get; } = new([]);

    public IReadOnlyList<RowCondition> Conditions => _conditions;

    /// <summary>Whether a condition looks at scores, which most stores keep apart from the rows.</summary>
    public bool NeedsScores => Array.Exists(_conditions, c => c.Type is FieldType.ScoreNumbers or FieldType.ScoreTexts || c.Field is FilterField.ScoreSource);

    /// <summary>Whether a condition looks at metadata.</summary>
    public bool NeedsMetadata => Array.Exists(_conditions, c => c.Type is FieldType.Metadata);

    /// <exception cref="ArgumentException">A filter does not fit the view; the message names the field and what is allowed.</exception>
    public static RowFilter Compile(QueryView view, IReadOnlyList<Filter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Count > MaxFilters)
        {
            throw new ArgumentException($"The query has {filters.Count} filters. Give at most {MaxFilters}.", nameof(filters));
        }

        return filters.Count == 0 ? None : new RowFilter([.. filters.Select(filter => ConditionCompiler.Compile(view, filter))]);
    }

    /// <summary>Compiles filters of sessions or users: they select the traces that are summed up, and Id is the listed thing's own.</summary>
    public static RowFilter CompileForGroups(FilterField groupField, IReadOnlyList<Filter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return Compile(QueryView.Traces, [.. filters.Select(filter => filter.Field == FilterField.Id ? filter with { Field = groupField } : filter)]);
    }

    public bool Matches<TRow>(in TRow row)
        where TRow : IQueryRow, allows ref struct
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Matches(in row))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the text a field must equal, for stores that have a key on it.</summary>
    public string? EqualityOn(FilterField field) => OneOf(field) is [var only] ? only : null;

    /// <summary>Finds the texts of which a field must equal one, for stores that have a key on it; null when it may be anything.</summary>
    public IReadOnlyList<string>? OneOf(FilterField field) =>
        Array.Find(_conditions, c => c.Field == field && c.Operator is (FilterOperator.Equal or FilterOperator.AnyOf) && c.Type is FieldType.Text)?.Texts;
}
