using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Serves the API's description: docs/openapi.json, which a test keeps true, with the address it is mounted at.</summary>
/// <remarks>It is made from the endpoints at build time and not here, so that an application needs no OpenAPI services for it.</remarks>
internal static class OpenApiEndpoint
{
    private const string Pattern = "/openapi.json";

    private static readonly Lazy<string> Document = new(static () =>
    {
        using var reader = new StreamReader(typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!);
        return reader.ReadToEnd();
    });

    public static void Map(ApiMap api) => api.MapGet(Pattern, Get, "Gets this document.").IsPublic().ExcludeFromDescription();

    private static ContentHttpResult Get(ApiRequest request)
    {
        var http = request.Http.Request;
        var path = http.Path.Value!;
        var mount = http.PathBase.Add(path[..path.IndexOf("/api/public", StringComparison.OrdinalIgnoreCase)]);
        var document = JsonNode.Parse(Document.Value)!.AsObject();
        document["servers"] = new JsonArray(new JsonObject { ["url"] = mount.HasValue ? mount.ToUriComponent() : "/" });
        return TypedResults.Text(document.ToJsonString(JsonSerializerOptions.Web), "application/json", System.Text.Encoding.UTF8);
    }
}
