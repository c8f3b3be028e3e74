using Observability.Model;

namespace Observability.Storage.InMemory;

/// <summary>Keeps media in this process's memory.</summary>
/// <remarks>Thread-safe. When a put goes over the limit, what was put first goes first.</remarks>
public sealed class InMemoryMediaStore : IMediaStore
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<(ProjectId Project, MediaId Id), MediaContent> _media = [];
    private readonly long _maxBytes;
    private long _bytes;

    /// <summary>Creates an empty store.</summary>
    /// <param name="maxBytes">The most bytes of all content together; 256 MiB by default, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is below 1.</exception>
    public InMemoryMediaStore(long maxBytes = 256L * 1024 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        _maxBytes = maxBytes;
    }

    /// <inheritdoc/>
    public Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_media.TryAdd((project, content.Id), content))
            {
                _bytes += content.Content.Length;
            }

            while (_bytes > _maxBytes)
            {
                _bytes -= _media.GetAt(0).Value.Content.Length;
                _media.RemoveAt(0);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_media.TryGetValue((project, id), out var content) ? content : null);
        }
    }

    /// <inheritdoc/>
    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        cancellationToken.ThrowIfCancellationRequested();
        var removed = 0;
        lock (_gate)
        {
            foreach (var id in ids)
            {
                if (_media.Remove((project, id), out var content))
                {
                    _bytes -= content.Content.Length;
                    removed++;
                }
            }
        }

        return Task.FromResult(removed);
    }

    /// <inheritdoc/>
    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return DeleteAsync(project, [.. _media.Keys.Where(key => key.Project == project).Select(key => key.Id)], cancellationToken);
        }
    }
}
