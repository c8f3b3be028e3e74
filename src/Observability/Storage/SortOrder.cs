namespace Observability.Storage;

/// <summary>The order of a list: a field and a direction; ties are broken by id; what has no value comes last.</summary>
/// <param name="Field">The field.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public readonly record struct SortOrder(FilterField Field, bool Descending)
{
    /// <summary>By start time, newest first: the order that pages by keyset.</summary>
    public static SortOrder NewestFirst { get; } = new(FilterField.StartTime, true);

    /// <summary>By start time, oldest first.</summary>
    public static SortOrder OldestFirst { get; } = new(FilterField.StartTime, false);
}
