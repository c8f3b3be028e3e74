using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Models;
using Observability.Model;
using Observability.Pricing.Models;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Models;

/// <summary>Models and what they cost: the project's own, and the built-in price table.</summary>
internal static class ModelEndpoints
{
    private const string NotFound = "No model with this id found.";
    private const string NotYours = NotFound + " Built-in models cannot be changed: define one with the same pattern, which goes before it.";

    public static void Map(ApiMap api)
    {
        api.MapPost("/models", CreateAsync, "Defines a model: calls from now on are priced by it before any built-in price.").WithTags("models").Accepts<ModelBody>("application/json");
        api.MapGet("/models", ListAsync, "Lists models in pages: the project's own, newest first, then the built-in ones.", Parameters.Page, Parameters.PageLimit).WithTags("models");
        api.MapGet("/models/{id}", GetAsync, "Gets a model.").WithTags("models");
        api.MapPut("/models/{id}", ReplaceAsync, "Replaces a model of the project.").WithTags("models").Accepts<ModelBody>("application/json");
        api.MapDelete("/models/{id}", DeleteAsync, "Deletes a model of the project; costs that are there stay.").WithTags("models");
    }

    private static DocumentCollection<ModelDefinition> Models(ApiRequest request) => request.Collection(CatalogCollections.Models);

    private static async Task<WireResult<WireModel>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<ModelBody>(request.Http).ConfigureAwait(false);
        var now = request.Now;
        var model = ModelReader.Read(body, CatalogClock.NewId(now), now, now);
        await Models(request).InsertAsync(request.Project, model, request.Aborted).ConfigureAwait(false);
        request.Observability.Pipeline.ProjectPrices.Invalidate(request.Project);
        return new(ModelMapper.ToWire(model));
    }

    private static async Task<WireResult<PagedList<WireModel>>> ListAsync(ApiRequest request)
    {
        var paging = new Paging(request.Query.Read(Parameters.Page), request.Query.Read(Parameters.PageLimit), null, IsByCursor: false);
        request.Query.ThrowIfInvalid();
        var part = paging.ToRequest();
        var own = await Models(request).ListValuesAsync(part.Apply(Models(request).Query(request.Project)), request.Aborted).ConfigureAwait(false);
        var count = own.TotalCount ?? 0;
        var builtIn = BuiltInModels.All.Skip((int)Math.Max(0, part.Offset - count)).Take(part.Limit - own.Items.Count);
        var page = new Page<ModelDefinition>([.. own.Items, .. builtIn], null, count + BuiltInModels.All.Count);
        return new(new(page.Items.Select(ModelMapper.ToWire), paging.Meta(page)));
    }

    private static async Task<WireResult<WireModel>> GetAsync(ApiRequest request, string id) => new(ModelMapper.ToWire(
        BuiltInModels.Find(id) ?? await CatalogList.RequireAsync(request, Models(request), id, NotFound).ConfigureAwait(false)));

    private static async Task<WireResult<WireModel>> ReplaceAsync(ApiRequest request, string id)
    {
        var body = await ApiBody.ReadAsync<ModelBody>(request.Http).ConfigureAwait(false);
        var changed = await Models(request).UpdateAsync(
            request.Project, ApiRequest.Id(id), before => ModelReader.Read(body, before.Id, before.CreatedAt, request.Now), request.Aborted).ConfigureAwait(false)
            ?? throw ApiException.NotFound(BuiltInModels.Find(id) is null ? NotFound : NotYours);
        request.Observability.Pipeline.ProjectPrices.Invalidate(request.Project);
        return new(ModelMapper.ToWire(changed));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string id)
    {
        if (!await Models(request).DeleteAsync(request.Project, ApiRequest.Id(id), request.Aborted).ConfigureAwait(false))
        {
            throw ApiException.NotFound(BuiltInModels.Find(id) is null ? NotFound : NotYours);
        }

        request.Observability.Pipeline.ProjectPrices.Invalidate(request.Project);
        return new(new Message("Model successfully deleted"));
    }
}
