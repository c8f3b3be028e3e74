using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Tests;

/// <summary>Media in memory.</summary>
internal sealed class DictionaryMediaStore : IMediaStore
{
    private readonly ConcurrentDictionary<MediaId, MediaContent> _media;

    public DictionaryMediaStore(params IEnumerable<MediaContent> media) => _media = new(media.ToDictionary(content => content.Id));

    public int Count => _media.Count;

    public Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default)
    {
        _media.TryAdd(content.Id, content);
        return Task.CompletedTask;
    }

    public Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) => Task.FromResult(_media.GetValueOrDefault(id));

    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) =>
        Task.FromResult(ids.Count(id => _media.TryRemove(id, out _)));

    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default)
    {
        _media.Clear();
        return Task.CompletedTask;
    }
}
