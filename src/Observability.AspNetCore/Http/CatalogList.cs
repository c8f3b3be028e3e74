using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Http;

/// <summary>Lists of the catalog, all paged in the same way.</summary>
internal static class CatalogList
{
    /// <summary>Reads the page that is asked for.</summary>
    /// <param name="request">The request, whose parameters are read and checked.</param>
    /// <param name="collection">What is listed.</param>
    /// <param name="key">Only what has this key; null for all.</param>
    /// <param name="toWire">The shape of an item.</param>
    public static async Task<WireResult<PagedList<TWire>>> ReadAsync<T, TWire>(ApiRequest request, DocumentCollection<T> collection, CatalogKey? key, Func<T, TWire> toWire)
    {
        var paging = Paging.Read(request.Query);
        request.Query.ThrowIfInvalid();
        var query = paging.ToRequest().Apply(collection.Query(request.Project, key));
        var page = await ApiRequest.TryAsync(() => collection.ListValuesAsync(query, request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(toWire), paging.Meta(page)));
    }

    /// <summary>Gets the value with the id in a segment of the path.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static async Task<T> RequireAsync<T>(ApiRequest request, DocumentCollection<T> collection, string segment, string notFound)
        where T : class =>
        (await collection.GetAsync(request.Project, ApiRequest.Id(segment), request.Aborted).ConfigureAwait(false))?.Value ?? throw ApiException.NotFound(notFound);
}
