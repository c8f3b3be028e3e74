using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Endpoints;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Reference;

/// <summary>Serves the API's description as a page for people: made of the embedded document at the first request, then kept.</summary>
/// <remarks>It is the same for everybody and under any address: its links are relative, so it is open to whom the document is open to.</remarks>
internal static class ReferenceEndpoints
{
    private static readonly Lazy<ReferenceFile> Page = new(static () =>
    {
        using var stream = Open("openapi.json");
        using var document = JsonDocument.Parse(stream);
        return new ReferenceFile(Encoding.UTF8.GetBytes(ReferencePage.Render(document.RootElement)), "text/html; charset=utf-8");
    });

    private static readonly Lazy<ReferenceFile> Style = new(static () => Read("reference.css", "text/css; charset=utf-8"));

    private static readonly Lazy<ReferenceFile> Icon = new(static () => Read("reference.svg", "image/svg+xml"));

    public static void Map(ApiMap api)
    {
        api.MapGet("/reference", GetPage, "Gets this document as a page.").IsPublic().ExcludeFromDescription();
        api.MapGet("/reference.css", static (ApiRequest request) => Style.Value.Serve(request), "Gets the style of that page.").IsPublic().ExcludeFromDescription();
        api.MapGet("/reference.svg", static (ApiRequest request) => Icon.Value.Serve(request), "Gets the icon of that page.").IsPublic().ExcludeFromDescription();
    }

    // Below an address that ends with a slash the relative links would lead elsewhere.
    private static IResult GetPage(ApiRequest request) =>
        request.Http.Request.Path.Value!.EndsWith('/') ? TypedResults.Redirect("../reference") : Page.Value.Serve(request);

    private static ReferenceFile Read(string name, string contentType)
    {
        using var stream = Open(name);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new ReferenceFile(copy.ToArray(), contentType);
    }

    private static Stream Open(string name) => typeof(ReferenceEndpoints).Assembly.GetManifestResourceStream(name)!;
}
