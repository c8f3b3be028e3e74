using Microsoft.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>Keeps other sites from acting through a visitor's browser.</summary>
/// <remarks>
/// A browser says where a request comes from in <c>Sec-Fetch-Site</c> (which no page can set) or <c>Origin</c>. A change must come from our
/// own origin and carry <see cref="HeaderName"/>, which another origin cannot add without our consent. Clients that are no browser send
/// neither header and hold no cookies, so none of this concerns them. Reads by other sites are refused too, except that a link may lead here.
/// </remarks>
internal static class BrowserProof
{
    /// <summary>The header a page sends with every change; any value.</summary>
    public const string HeaderName = "X-Llm-Observability";

    /// <summary>Why the request is refused; null when it is not.</summary>
    public static string? Refusal(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (IsSafe(request.Method))
        {
            return site is "cross-site" or "same-site" && request.Headers["Sec-Fetch-Mode"] != "navigate"
                ? "Other sites may not read this."
                : null;
        }

        var origin = request.Headers.Origin.ToString();
        if (site.Length == 0 && origin.Length == 0 && request.Headers.Cookie.Count == 0)
        {
            return null;
        }

        if (site.Length > 0 ? site != "same-origin" : origin.Length > 0 && !IsOwn(origin, request))
        {
            return "A browser may change things only from this site's own pages.";
        }

        return request.Headers.ContainsKey(HeaderName)
            ? null
            : $"A browser may change things only with the header {HeaderName}.";
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
