using Observability.Storage.Catalog;

namespace Observability.Storage.Projects;

/// <summary>The projects of a server.</summary>
internal sealed class ProjectRepository(ICatalogStore store, ApiKeyRepository keys, TimeProvider time)
{
    private const string ByName = "name";

    private static readonly CollectionSchema<Project> Schema = new(
        "projects",
        ProjectsJsonContext.Default.Project,
        project => project.Id,
        project => SortText.Of(project.CreatedAt),
        project => [new CatalogKey(ByName, project.Name, IsUnique: true)]);

    private readonly DocumentCollection<Project> _projects = new(store, Schema);

    /// <summary>Gets a project; null when there is none or it is being deleted.</summary>
    public async Task<Project?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await _projects.GetAsync(ServerCatalog.Project, id, cancellationToken).ConfigureAwait(false) is { Value: { DeletedAt: null } project } ? project : null;

    /// <summary>All projects, newest first, also those that are being deleted.</summary>
    public Task<List<Project>> ListAllAsync(CancellationToken cancellationToken = default) =>
        _projects.ListAllAsync(_projects.Query(ServerCatalog.Project), cancellationToken);

    /// <exception cref="CatalogConflictException">A project has that id or name.</exception>
    public async Task<Project> CreateAsync(Project project, CancellationToken cancellationToken = default)
    {
        var created = project with { CreatedAt = time.GetUtcNow() };
        await _projects.InsertAsync(ServerCatalog.Project, created, cancellationToken).ConfigureAwait(false);
        return created;
    }

    /// <summary>Makes a project unless there is one with the id.</summary>
    public async Task EnsureAsync(Project project, CancellationToken cancellationToken = default)
    {
        try
        {
            await CreateAsync(project, cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogConflictException conflict) when (conflict.Key is null)
        {
            // It is there.
        }
    }

    /// <summary>Changes a project; null when there is none.</summary>
    /// <exception cref="CatalogConflictException">Another project has the name.</exception>
    public Task<Project?> UpdateAsync(string id, Func<Project, Project> change, CancellationToken cancellationToken = default) =>
        _projects.UpdateAsync(ServerCatalog.Project, id, change, cancellationToken);

    /// <summary>Takes a project's keys away and marks it as being deleted, at once; null when there is none.</summary>
    public async Task<Project?> BeginDeletionAsync(string id, CancellationToken cancellationToken = default)
    {
        while (await _projects.GetAsync(ServerCatalog.Project, id, cancellationToken).ConfigureAwait(false) is { } read)
        {
            var deleted = read.Value with { DeletedAt = read.Value.DeletedAt ?? time.GetUtcNow() };
            try
            {
                await keys.DeleteAllAsync(id, [_projects.Put(ServerCatalog.Project, deleted, read.Revision)], cancellationToken).ConfigureAwait(false);
                return deleted;
            }
            catch (CatalogConflictException)
            {
                // It was changed meanwhile: look again.
            }
        }

        return null;
    }

    /// <summary>Forgets a project whose data are gone, and a key that somebody made while its deletion began.</summary>
    public Task CompleteDeletionAsync(string id, CancellationToken cancellationToken = default) =>
        keys.DeleteAllAsync(id, [_projects.Delete(ServerCatalog.Project, id)], cancellationToken);
}
