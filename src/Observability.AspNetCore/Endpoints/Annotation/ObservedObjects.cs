using Observability.AspNetCore.Http;
using Observability.Model;
using Observability.Prompts.Catalog;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>Whether what a comment or an annotation is about is there.</summary>
internal static class ObservedObjects
{
    public static async Task<bool> HasTraceAsync(ApiRequest request, string id) => await HasAsync(
        request, new TraceQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.Id, id)], Limit = 1 }, (store, query, aborted) => store.ListTracesAsync(query, aborted)).ConfigureAwait(false);

    public static async Task<bool> HasObservationAsync(ApiRequest request, string id) =>
        await request.ReadAsync((store, aborted) => store.GetObservationAsync(request.Project, new ObservationId(id), null, aborted)).ConfigureAwait(false) is not null;

    public static async Task<bool> HasSessionAsync(ApiRequest request, string id) => await HasAsync(
        request, new SessionQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.Id, id)], Limit = 1 }, (store, query, aborted) => store.ListSessionsAsync(query, aborted)).ConfigureAwait(false);

    public static async Task<bool> HasPromptAsync(ApiRequest request, string id) =>
        await new PromptCollections(request.Catalog).Versions.FindAsync(request.Project, new CatalogKey("id", id), request.Aborted).ConfigureAwait(false) is not null;

    private static async Task<bool> HasAsync<TQuery, T>(ApiRequest request, TQuery query, Func<ITraceReader, TQuery, CancellationToken, Task<Page<T>>> list) =>
        (await request.ReadAsync((store, aborted) => list(store, query, aborted)).ConfigureAwait(false)).Items.Count > 0;
}
