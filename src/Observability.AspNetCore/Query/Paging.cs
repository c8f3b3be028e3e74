using Observability.AspNetCore.Http;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Query;

/// <summary>Which part of a list is asked for: a numbered page with totals, or what follows a cursor.</summary>
internal sealed record Paging(int Page, int Limit, string? Cursor, bool IsByCursor)
{
    public static readonly IReadOnlyList<QueryParameter> Parameters = [Query.Parameters.Page, Query.Parameters.PageLimit, Query.Parameters.Cursor];

    public static Paging Read(QueryReader query)
    {
        var isByCursor = query.Has(Query.Parameters.Cursor);
        return new Paging(
            query.Read(Query.Parameters.Page),
            query.Read(isByCursor ? Query.Parameters.CursorLimit : Query.Parameters.PageLimit),
            query.Read(Query.Parameters.Cursor),
            isByCursor);
    }

    /// <summary>Sets the query's page; numbered pages are counted.</summary>
    public TQuery Apply<TQuery>(TQuery query)
        where TQuery : ListQuery => query with
        {
            Limit = Limit,
            Cursor = Cursor,
            Offset = IsByCursor ? 0 : (Page - 1) * Limit,
            IncludeTotal = !IsByCursor,
        };

    /// <summary>The same part of a list of the catalog.</summary>
    public PageRequest ToRequest() => new(Limit, IsByCursor ? 0 : (Page - 1) * Limit, string.IsNullOrEmpty(Cursor) ? null : Cursor, !IsByCursor);

    public Wire.PageMeta Meta<T>(Page<T> page)
    {
        if (IsByCursor)
        {
            return new Wire.PageMeta { Limit = Limit, Cursor = page.NextCursor };
        }

        var total = page.TotalCount ?? throw new InvalidOperationException("The store did not count although the query asked for it.");
        return new Wire.PageMeta
        {
            Page = Page,
            Limit = Limit,
            TotalItems = total,
            TotalPages = (total + Limit - 1) / Limit,
            Cursor = page.NextCursor,
        };
    }
}
