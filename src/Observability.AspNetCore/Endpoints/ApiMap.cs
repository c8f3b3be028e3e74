using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Maps API endpoints, each with its description and with what clients of the wire expect around it.</summary>
internal sealed class ApiMap(RouteGroupBuilder group)
{
    private static readonly string[] Get = [HttpMethods.Get];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Put = [HttpMethods.Put];
    private static readonly string[] Patch = [HttpMethods.Patch];
    private static readonly string[] Delete = [HttpMethods.Delete];

    private readonly HashSet<string> _patterns = [];

    public RouteHandlerBuilder MapGet([StringSyntax("Route")] string pattern, Delegate handler, string summary, params IEnumerable<QueryParameter> parameters) =>
        Map(Get, pattern, handler, summary, parameters);

    public RouteHandlerBuilder MapPost([StringSyntax("Route")] string pattern, Delegate handler, string summary) =>
        Map(Post, pattern, handler, summary, []);

    public RouteHandlerBuilder MapPut([StringSyntax("Route")] string pattern, Delegate handler, string summary) =>
        Map(Put, pattern, handler, summary, []);

    public RouteHandlerBuilder MapPatch([StringSyntax("Route")] string pattern, Delegate handler, string summary) =>
        Map(Patch, pattern, handler, summary, []);

    public RouteHandlerBuilder MapDelete([StringSyntax("Route")] string pattern, Delegate handler, string summary) =>
        Map(Delete, pattern, handler, summary, []);

    /// <summary>Answers other methods on mapped paths with 405 and everything else with 404, both as JSON.</summary>
    public void Complete()
    {
        foreach (var pattern in _patterns)
        {
            // Without a method it is the last choice among the endpoints of its path.
            group.Map(pattern, static Task (HttpContext context) =>
                ApiErrorWriter.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Method not allowed", "MethodNotAllowedError")).ExcludeFromDescription();
        }

        group.Map("/{**path}", static Task (HttpContext context) =>
            ApiErrorWriter.WriteAsync(context, StatusCodes.Status404NotFound, "Not Found", "NotFoundError")).ExcludeFromDescription();
    }

    private RouteHandlerBuilder Map(string[] methods, string pattern, Delegate handler, string summary, IEnumerable<QueryParameter> parameters)
    {
        _patterns.Add(pattern);
        var endpoint = group.MapMethods(pattern, methods, handler)
            .WithSummary(summary)
            .WithMetadata(new ApiParameters([.. parameters]))
            .Produces<ApiError>(StatusCodes.Status400BadRequest);
        return pattern.Contains('{', StringComparison.Ordinal) ? endpoint.Produces<ApiError>(StatusCodes.Status404NotFound) : endpoint;
    }
}
