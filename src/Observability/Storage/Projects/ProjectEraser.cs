using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Projects;

/// <summary>Ends a project: its keys at once, then its telemetry, media and catalog, then the project itself.</summary>
/// <remarks>Every step may be repeated: a deletion that a crash cut short is taken up again with <see cref="ResumeAsync"/>.</remarks>
internal sealed class ProjectEraser(ProjectRepository projects, ITraceStore traces, IMediaStore? media, ICatalogStore catalog, Func<CancellationToken, Task> flush)
{
    /// <summary>Deletes a project with everything in it. Returns false when there is none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await projects.BeginDeletionAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }

        // It has begun: a client that hangs up does not stop it.
        await EraseAsync(id, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Finishes the deletions that were begun.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        foreach (var project in await projects.ListAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (project.DeletedAt is not null)
            {
                await EraseAsync(project.Id, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Deletes what projects keep longer than they want to.</summary>
    public async Task RetainAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        foreach (var project in await projects.ListAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (project is { DeletedAt: null, RetentionDays: { } days and > 0 })
            {
                var result = await traces.DeleteAsync(new DeletionRequest { Project = project.ProjectId(), Before = now.AddDays(-days) }, cancellationToken).ConfigureAwait(false);
                if (media is not null && result.UnreferencedMedia.Count > 0)
                {
                    await media.DeleteAsync(project.ProjectId(), result.UnreferencedMedia, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        // What its keys sent before they were taken away is still on the way.
        await flush(cancellationToken).ConfigureAwait(false);
        var project = new ProjectId(id);
        await traces.DeleteAsync(new DeletionRequest { Project = project, Before = DateTimeOffset.MaxValue }, cancellationToken).ConfigureAwait(false);
        try
        {
            await (media?.DeleteAllAsync(project, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (NotSupportedException)
        {
            // The store keeps no media.
        }

        await catalog.EraseAsync(project, cancellationToken).ConfigureAwait(false);
        await projects.CompleteDeletionAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
