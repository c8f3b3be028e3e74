using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Observability.Dashboard;

/// <summary>Mounts the dashboard: a single-page app that is embedded in this assembly and uses only the public API beside it.</summary>
public static class DashboardEndpoints
{
    // Named one by one: a catch-all would answer for the API's unknown routes and for those of the application around us.
    private static readonly string[] PagePatterns =
    [
        "/",
        "/traces",
        "/traces/{traceId}",
        "/sessions",
        "/sessions/{**sessionId}",
        "/project/{projectId}",
        "/project/{projectId}/traces",
        "/project/{projectId}/traces/{traceId}",
        "/project/{projectId}/sessions",
        "/project/{projectId}/sessions/{**sessionId}",
    ];

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the pages and their assets under the group.</summary>
    /// <param name="group">The group, at any prefix; the page finds the API at <c>api/public</c> under the same prefix.</param>
    /// <returns>The dashboard's endpoints, for authorization and other conventions.</returns>
    /// <remarks>
    /// Works behind any path base and prefix without a rebuild: every page is served with a <c>base</c> element for the request at hand.
    /// An assembly that was built without Node.js serves a page that says so, with status 503.
    /// </remarks>
    public static RouteGroupBuilder MapDashboard(this IEndpointRouteBuilder group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var assets = DashboardAssets.Embedded;
        var dashboard = group.MapGroup("").ExcludeFromDescription();
        foreach (var pattern in PagePatterns)
        {
            var segments = RoutePatternFactory.Parse(pattern).PathSegments.Count;
            dashboard.MapMethods(pattern, Methods, (HttpContext context) => DashboardPage.Serve(context, assets, segments));
        }

        dashboard.MapMethods("/assets/{file}", Methods, (string file, HttpContext context) => assets.Serve(file, context));
        return dashboard;
    }
}
