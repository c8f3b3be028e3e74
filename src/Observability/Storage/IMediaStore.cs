using Observability.Model;

namespace Observability.Storage;

/// <summary>Keeps media by content hash.</summary>
public interface IMediaStore
{
    /// <summary>Stores content durably; storing it again does nothing.</summary>
    Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default);

    /// <summary>Gets content; null when there is none.</summary>
    Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default);
}
