namespace Observability.Storage.Catalog;

/// <summary>Which part of a list of the catalog is wanted.</summary>
/// <param name="Limit">The number of values, from 1 to <see cref="ListQuery.MaxLimit"/>.</param>
/// <param name="Offset">How many to skip; a cursor is faster.</param>
/// <param name="Cursor">Where the last page ended.</param>
/// <param name="IncludeTotal">Whether to count all.</param>
internal readonly record struct PageRequest(int Limit, int Offset = 0, string? Cursor = null, bool IncludeTotal = false)
{
    public CatalogQuery Apply(CatalogQuery query) => query with { Limit = Limit, Offset = Offset, Cursor = Cursor, IncludeTotal = IncludeTotal };
}
