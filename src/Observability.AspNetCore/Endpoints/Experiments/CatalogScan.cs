using Observability.AspNetCore.Http;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>Reads a page of what matches conditions that the catalog has no key for.</summary>
internal static class CatalogScan
{
    // Ends a page early rather than keep a client waiting: the cursor goes on from there.
    private const int MaxReads = 100;

    /// <param name="query">What is read, with its cursor.</param>
    /// <param name="limit">The most that a page has.</param>
    /// <param name="read">Reads a part.</param>
    /// <param name="matches">Whether a value belongs to the page.</param>
    /// <exception cref="ApiException">The cursor is none of ours.</exception>
    public static async Task<Page<T>> ReadAsync<T>(CatalogQuery query, int limit, Func<CatalogQuery, Task<Page<T>>> read, Func<T, bool> matches)
    {
        var found = new List<T>();
        var next = query;
        for (var reads = 0; reads < MaxReads; reads++)
        {
            // Never more than still fits, so that the cursor stands behind the last one taken.
            var page = await ApiRequest.TryAsync(() => read(next with { Limit = limit - found.Count })).ConfigureAwait(false);
            found.AddRange(page.Items.Where(matches));
            if (found.Count == limit || page.NextCursor is null)
            {
                return new Page<T>(found, page.NextCursor);
            }

            next = next with { Cursor = page.NextCursor };
        }

        return new Page<T>(found, next.Cursor);
    }
}
