using System.Globalization;
using Observability.Remote.Api;
using Observability.Storage;

namespace Observability.Remote.Reading;

/// <summary>Which part of a list to ask a server for: what follows a cursor, or a numbered page where the query counts or skips.</summary>
/// <remarks>A Langfuse server knows no cursors here and answers with the first page; what follows it then is asked for by number.</remarks>
internal sealed record RemotePage(int? Page, int Limit, string? Cursor)
{
    private const string PagePrefix = "page:";
    private const int MaxNumberedLimit = 100;

    /// <exception cref="NotSupportedException">The part is no page.</exception>
    public static RemotePage Of(ListQuery query)
    {
        if (query.Cursor is { } cursor && cursor.StartsWith(PagePrefix, StringComparison.Ordinal) && int.TryParse(cursor.AsSpan(PagePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var page))
        {
            return new RemotePage(page, query.Limit, null);
        }

        if (query is { Offset: 0, IncludeTotal: false })
        {
            return new RemotePage(null, query.Limit, query.Cursor ?? "");
        }

        return query.Limit is > 0 and <= MaxNumberedLimit && query.Offset % query.Limit == 0 && query.Cursor is null
            ? new RemotePage((query.Offset / query.Limit) + 1, query.Limit, null)
            : throw new NotSupportedException($"A server's API counts and skips in whole pages of at most {MaxNumberedLimit} items only. Ask for such a page, or follow the cursor.");
    }

    public static Page<T> ToPage<T>(IEnumerable<T> items, PageMeta meta, bool includeTotal) =>
        new([.. items], NextCursor(meta), includeTotal ? meta.TotalItems : null);

    private static string? NextCursor(PageMeta meta) => meta.Cursor
        ?? (meta.Page is { } page && page < meta.TotalPages ? string.Create(CultureInfo.InvariantCulture, $"{PagePrefix}{page + 1}") : null);
}
