using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Projects;
using Observability.AspNetCore.Wire;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Endpoints;

/// <summary>Projects: list, make, change, delete with everything in them.</summary>
internal static class ProjectEndpoints
{
    private const int MaxMetadataBytes = 64 * 1024;

    public static void Map(ApiMap api)
    {
        api.MapGet("/projects", ListAsync, "Lists the projects the caller sees: its own, with a key of the organization all of them.")
            .WithTags("projects").Requires(ApiPermission.Identity);
        api.MapPost("/projects", CreateAsync, "Makes a project; needs a key of the organization.")
            .WithTags("projects").Requires(ApiPermission.Administer).Accepts<ProjectBody>("application/json").Produces<WireProject>(StatusCodes.Status201Created);
        api.MapPut("/projects/{projectId}", UpdateAsync, "Changes the name, retention or metadata of a project.")
            .WithTags("projects").Requires(ApiPermission.Manage).Accepts<ProjectBody>("application/json");
        api.MapDelete("/projects/{projectId}", DeleteAsync, "Deletes a project with its keys and everything in it.")
            .WithTags("projects").Requires(ApiPermission.Manage).Produces<ProjectDeletion>(StatusCodes.Status202Accepted);
    }

    private static async Task<WireResult<ProjectList>> ListAsync(ApiRequest request)
    {
        var projects = await new ProjectAccess(request).ListAsync(request.Aborted).ConfigureAwait(false);
        return new(new ProjectList([.. projects.Select(ProjectMapper.ToWire)]));
    }

    private static async Task<IResult> CreateAsync(ApiRequest request)
    {
        var access = new ProjectAccess(request);
        var body = await ReadAsync(request).ConfigureAwait(false);
        var project = new Project
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = body.Name ?? throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", "name")),
            Organization = await OrganizationAsync(access, request.Aborted).ConfigureAwait(false),
            Metadata = body.Metadata?.Payload?.ToString(),
            RetentionDays = body.Retention is 0 ? null : body.Retention,
        };
        var created = await WithNameAsync(access.Projects.CreateAsync(project, request.Aborted)).ConfigureAwait(false);
        request.Http.Response.StatusCode = StatusCodes.Status201Created;
        return new WireResult<WireProject>(ProjectMapper.ToWire(created));
    }

    private static async Task<WireResult<WireProject>> UpdateAsync(ApiRequest request, string projectId)
    {
        var access = new ProjectAccess(request);
        var project = await access.GetForChangeAsync(ApiRequest.Id(projectId), request.Aborted).ConfigureAwait(false);
        var body = await ReadAsync(request).ConfigureAwait(false);
        var updated = await WithNameAsync(access.Projects.UpdateAsync(
            project.Id,
            current => current with
            {
                Name = body.Name ?? current.Name,
                Metadata = body.Metadata?.Payload is { } metadata ? metadata.ToString() : current.Metadata,
                RetentionDays = body.Retention is { } days ? (days == 0 ? null : days) : current.RetentionDays,
            },
            request.Aborted)).ConfigureAwait(false);
        return new(ProjectMapper.ToWire(updated ?? throw ApiException.NotFound("Project not found")));
    }

    private static async Task<IResult> DeleteAsync(ApiRequest request, string projectId)
    {
        var access = new ProjectAccess(request);
        var project = await access.GetForChangeAsync(ApiRequest.Id(projectId), request.Aborted).ConfigureAwait(false);
        await access.Eraser.DeleteAsync(project.Id, request.Aborted).ConfigureAwait(false);
        request.Http.Response.StatusCode = StatusCodes.Status202Accepted;
        return new WireResult<ProjectDeletion>(new ProjectDeletion(true, "The project was deleted with everything in it."));
    }

    private static async Task<ProjectBody> ReadAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<ProjectBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        issues.OptionalText(body.Name, "name", Project.MaxLength);
        if (body.Retention is < 0 or > ProjectIds.MaxRetentionDays)
        {
            issues.Add(body.Retention < 0 ? ApiIssue.TooSmall(0, inclusive: true, "retention") : ApiIssue.TooBig(ProjectIds.MaxRetentionDays, "retention"));
        }

        if (body.Metadata?.Payload is { } metadata && (metadata.Length > MaxMetadataBytes || metadata.Utf8.Span[0] != '{'))
        {
            issues.Add(ApiIssue.Custom($"Invalid input: expected an object of at most {MaxMetadataBytes} bytes", "metadata"));
        }

        issues.ThrowIfInvalid();
        return body;
    }

    private static async Task<Organization> OrganizationAsync(ProjectAccess access, CancellationToken cancellationToken) =>
        (await access.Projects.ListAllAsync(cancellationToken).ConfigureAwait(false)).LastOrDefault()?.Organization ?? Organization.Default;

    private static async Task<T> WithNameAsync<T>(Task<T> change)
    {
        try
        {
            return await change.ConfigureAwait(false);
        }
        catch (CatalogConflictException conflict) when (conflict.Key is not null)
        {
            throw ApiException.Conflict("A project with this name already exists in your organization");
        }
    }
}
