using Microsoft.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>Lets pages of any origin use the API with a key of their own, and never with anything their visitor's browser brings by itself.</summary>
/// <remarks>
/// Nothing here allows credentials, so a browser sends no cookies and shows no answer to a request that had some. Whoever came in by being local
/// or by the application's authorization gets none of these headers: other sites cannot read those answers.
/// </remarks>
internal static class CrossOrigin
{
    private const string Methods = "GET,HEAD,PUT,PATCH,POST,DELETE";

    /// <summary>Whether a browser asks if it may send a request with a key.</summary>
    public static bool IsPreflight(HttpRequest request, bool needsKey) =>
        HttpMethods.IsOptions(request.Method)
        && request.Headers.Origin.Count > 0
        && request.Headers.AccessControlRequestMethod.Count > 0
        && (needsKey || request.Headers.AccessControlRequestHeaders.ToString().Contains("authorization", StringComparison.OrdinalIgnoreCase));

    public static Task AnswerPreflight(HttpContext context)
    {
        Allow(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.AccessControlAllowMethods = Methods;
        context.Response.Headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        return Task.CompletedTask;
    }

    /// <summary>Lets the page that asks see the answer.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin is [{ } origin])
        {
            context.Response.Headers.AccessControlAllowOrigin = origin;
            context.Response.Headers.Append("Vary", "Origin");
        }
    }
}
