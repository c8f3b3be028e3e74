using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Endpoints;

/// <summary>The project a request sees.</summary>
internal static class ProjectEndpoints
{
    private static readonly WireOrganization Organization = new("default", "default");

    public static void Map(ApiMap api) =>
        api.MapGet("/projects", List, "Lists the projects the caller sees: one.").WithTags("projects");

    private static WireResult<ProjectList> List(ApiRequest request) =>
        new(new ProjectList([new WireProject(request.Project.Value, request.Project.Value, Organization, JsonPayload.EmptyObject)]));
}
