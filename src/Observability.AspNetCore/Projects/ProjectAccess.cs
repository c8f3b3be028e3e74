using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Projects;

/// <summary>The projects as one caller sees them: its own, or all of them with a key of the organization.</summary>
internal sealed class ProjectAccess
{
    private const string NotFound = "Project not found or you don't have access to it";

    private readonly Caller _caller;

    public ProjectAccess(ApiRequest request)
    {
        var services = request.Http.RequestServices;
        _caller = request.Caller;
        Projects = services.GetRequiredService<ProjectRepository>();
        Keys = services.GetRequiredService<ApiKeyRepository>();
        Eraser = services.GetRequiredService<ProjectEraser>();
        Own = services.GetRequiredService<IOptions<LlmObservabilityOptions>>().Value.Project.Value;
    }

    public ProjectRepository Projects { get; }

    public ApiKeyRepository Keys { get; }

    public ProjectEraser Eraser { get; }

    /// <summary>The project of the process, which is there without anybody having made it.</summary>
    private string Own { get; }

    /// <summary>Gets a project that the caller may see.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<Project> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (_caller.Project is { } own && own.Value != id && !_caller.Can(ApiPermission.Administer))
        {
            throw ApiException.NotFound(NotFound);
        }

        return await Projects.GetAsync(id, cancellationToken).ConfigureAwait(false)
            ?? (id == Own && _caller.Kind is CallerKind.Local or CallerKind.Application ? Unmade(id) : throw ApiException.NotFound(NotFound));
    }

    /// <summary>Gets a project that the caller is about to change, made if nobody did yet.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public async Task<Project> GetForChangeAsync(string id, CancellationToken cancellationToken)
    {
        var project = await GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (project.CreatedAt == default)
        {
            await Projects.EnsureAsync(project, cancellationToken).ConfigureAwait(false);
        }

        return project;
    }

    /// <summary>The projects the caller sees, its own first.</summary>
    public async Task<IReadOnlyList<Project>> ListAsync(CancellationToken cancellationToken) => _caller.Project is { } own
        ? [await Projects.GetAsync(own.Value, cancellationToken).ConfigureAwait(false) ?? Unmade(own.Value)]
        : [.. (await Projects.ListAllAsync(cancellationToken).ConfigureAwait(false)).Where(project => project.DeletedAt is null)];

    private static Project Unmade(string id) => new() { Id = id, Name = id, Organization = Organization.Default };
}
