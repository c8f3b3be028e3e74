namespace Observability.Storage.Catalog;

/// <summary>A value that a document is found by.</summary>
/// <param name="Name">What it is, e.g. <c>label</c>.</param>
/// <param name="Value">The value; compared ordinally.</param>
/// <param name="IsUnique">Whether at most one document of the collection may have it.</param>
public readonly record struct CatalogKey(string Name, string Value, bool IsUnique = false)
{
    /// <summary>The key that every document has: lists the whole collection.</summary>
    public static CatalogKey All { get; } = new("", "");
}
