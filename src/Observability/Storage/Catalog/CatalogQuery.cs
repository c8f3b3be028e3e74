using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>Selects the documents of a collection that have a key.</summary>
public sealed record CatalogQuery
{
    /// <summary>The project to look in.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The key that the documents have.</summary>
    /// <value><see cref="CatalogKey.All"/>: the whole collection.</value>
    public CatalogKey Key { get; init; } = CatalogKey.All;

    /// <summary>Only documents whose sort is this or larger; null for no bound.</summary>
    public string? From { get; init; }

    /// <summary>Only documents whose sort is this or smaller; null for no bound.</summary>
    public string? To { get; init; }

    /// <summary>The number of documents on a page.</summary>
    /// <value>50; from 1 to <see cref="ListQuery.MaxLimit"/>.</value>
    public int Limit { get; init; } = 50;

    /// <summary>How many documents to skip, for page-number APIs; a cursor is faster.</summary>
    public int Offset { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether to count all that match.</summary>
    public bool IncludeTotal { get; init; }

    /// <summary>What <see cref="Cursor"/> says.</summary>
    internal CatalogCursor? After => Cursor is { } cursor ? CatalogCursor.Decode(cursor) : null;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Collection);
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, ListQuery.MaxLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(Offset);
        _ = After;
    }
}
