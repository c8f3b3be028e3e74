using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Observability.Dashboard;

/// <summary>Serves the one HTML document behind every page.</summary>
internal static class DashboardPage
{
    // No inline script and no inline style anywhere: React sets styles through the CSSOM, which the policy does not concern.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";

    private const string BaseElement = "<base href=\"/\" />";

    private const string Missing = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8" /><meta name="color-scheme" content="light dark" /><title>LLM Observability</title></head>
        <body>
        <h1>The dashboard is not in this build</h1>
        <p>Observability.Dashboard was built on a machine without Node.js, so its page could not be made. Capture, storage and the API work.</p>
        <p>Install Node.js 20.19 or later with npm and build again, or use the published package.</p>
        </body>
        </html>
        """;

    public static IResult Serve(HttpContext context, DashboardAssets assets, int ownSegments)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (assets.IndexHtml is not { } index)
        {
            headers.CacheControl = "no-store";
            return TypedResults.Text(Missing, "text/html", Encoding.UTF8, StatusCodes.Status503ServiceUnavailable);
        }

        var html = Encoding.UTF8.GetBytes(index.Replace(BaseElement, $"<base href=\"{HtmlEncoder.Default.Encode(BasePath(context, ownSegments))}\" />", StringComparison.Ordinal));
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.Cookie;
        return TypedResults.Bytes(html, "text/html; charset=utf-8", entityTag: EntityTag(html));
    }

    internal static EntityTagHeaderValue EntityTag(ReadOnlySpan<byte> content) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");

    /// <summary>The path the dashboard is mounted at in the browser's eyes, with a slash at its end.</summary>
    /// <remarks>The group's prefix is what is left of the matched route without our own segments; it may hold parameters, so it is cut from the request's path.</remarks>
    private static string BasePath(HttpContext context, int ownSegments)
    {
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern;
        var prefixSegments = pattern.PathSegments.Count - ownSegments;
        var prefix = string.Join('/', context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(prefixSegments));
        var path = context.Request.PathBase.Add(new PathString(prefix.Length == 0 ? "" : "/" + prefix)).ToUriComponent();

        // "//host" would be another origin: a path base may come from a forwarded header.
        path = path.Trim('/', '\\');
        return path.Length == 0 ? "/" : $"/{path}/";
    }
}
