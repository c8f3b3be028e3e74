using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage;

namespace Observability.Browser.Tests.Hosting;

/// <summary>Media in a dictionary.</summary>
internal sealed class DictionaryMediaStore : IMediaStore
{
    private readonly ConcurrentDictionary<(ProjectId, MediaId), MediaContent> _media = new();

    public Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default)
    {
        _media.TryAdd((project, content.Id), content);
        return Task.CompletedTask;
    }

    public Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_media.GetValueOrDefault((project, id)));

    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) =>
        Task.FromResult(ids.Count(id => _media.TryRemove((project, id), out _)));
}
