using Observability.Model;

namespace Observability.Storage;

/// <summary>Keeps media by content hash.</summary>
/// <remarks>
/// Thread-safe. The life of media follows the payloads that name them: <see cref="ITraceStore.DeleteAsync"/> reports what lost its last
/// reference, and whoever called it deletes that here.
/// </remarks>
public interface IMediaStore
{
    /// <summary>Stores content durably; storing it again does nothing, and the first content type stays.</summary>
    Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default);

    /// <summary>Gets content; null when there is none.</summary>
    Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default);

    /// <summary>Removes content for good; ids that are not there are passed over. Returns how many were removed.</summary>
    Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default);

    /// <summary>Removes everything of a project for good, also what no payload ever named.</summary>
    Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default);
}
