namespace Observability.Storage.Query;

/// <summary>The limits of list and metrics queries.</summary>
internal static class ListQueryRules
{
    /// <summary>The largest offset; whoever pages deeper uses cursors.</summary>
    public const int MaxOffset = 1_000_000;

    /// <exception cref="ArgumentOutOfRangeException">The limit or offset is out of range.</exception>
    /// <exception cref="ArgumentException">The query has a cursor and an offset.</exception>
    public static void Validate(ListQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > ListQuery.MaxLimit)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"The limit {query.Limit} is out of range. Give 1 to {ListQuery.MaxLimit}.");
        }

        if (query.Offset is < 0 or > MaxOffset)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Offset, $"The offset {query.Offset} is out of range. Give 0 to {MaxOffset}, or page by cursor.");
        }

        if (query.Offset > 0 && query.Cursor is not null)
        {
            throw new ArgumentException($"The query has both a cursor and the offset {query.Offset}. Give one of them.", nameof(query));
        }
    }

    /// <exception cref="ArgumentException">The name is that of no value of the enum.</exception>
    public static void ValidateEnum<T>(T value, string what)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentException($"The {what} '{value}' does not exist. Use one of {string.Join(", ", Enum.GetNames<T>())}.", nameof(value));
        }
    }
}
