using Observability.Storage;

namespace Observability.AspNetCore.Http;

/// <summary>Goes through a list of the store page after page.</summary>
internal static class AllPages
{
    /// <summary>Hands every item of a list to <paramref name="add"/>, in the list's order.</summary>
    /// <param name="request">The request whose store is read, and with which reading ends.</param>
    /// <param name="list">Lists the page at a cursor; null for the first one. Pages have <see cref="ListQuery.MaxLimit"/> items.</param>
    /// <param name="add">Takes an item.</param>
    /// <param name="atMost">After so many items no further page is read.</param>
    public static async Task ReadAllAsync<T>(this ApiRequest request, Func<ITraceReader, string?, CancellationToken, Task<Page<T>>> list, Action<T> add, int atMost = int.MaxValue)
    {
        string? cursor = null;
        var read = 0;
        do
        {
            var page = await request.ReadAsync((store, aborted) => list(store, cursor, aborted)).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                add(item);
            }

            read += page.Items.Count;
            cursor = page.NextCursor;
        }
        while (cursor is not null && read < atMost);
    }
}
