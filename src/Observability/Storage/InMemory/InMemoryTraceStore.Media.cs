using Observability.Model;

namespace Observability.Storage.InMemory;

public sealed partial class InMemoryTraceStore : IMediaStore
{
    private readonly InMemoryMediaStore _media = new();

    /// <inheritdoc/>
    public Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default) => _media.PutAsync(project, content, cancellationToken);

    /// <inheritdoc/>
    public Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) => _media.GetAsync(project, id, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) => _media.DeleteAsync(project, ids, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default) => _media.DeleteAllAsync(project, cancellationToken);
}
