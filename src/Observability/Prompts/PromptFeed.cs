using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Primitives;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Prompts;

/// <summary>Tells whoever watches in this process which prompts changed.</summary>
internal sealed class PromptFeed
{
    private static readonly ConditionalWeakTable<ICatalogStore, PromptFeed> Feeds = [];

    private readonly ConcurrentDictionary<(ProjectId Project, PromptName? Name), CancellationTokenSource> _watched = [];
    private Action<ProjectId, PromptChange>? _listeners;

    /// <summary>The feed of everybody who works on this catalog in this process.</summary>
    public static PromptFeed Of(ICatalogStore catalog) => Feeds.GetValue(catalog, _ => new PromptFeed());

    /// <summary>Calls a listener after every change; it must return at once.</summary>
    public void Subscribe(Action<ProjectId, PromptChange> listener) => _listeners += listener;

    public IChangeToken Watch(ProjectId project, PromptName? name) => new CancellationChangeToken(_watched.GetOrAdd((project, name), _ => new CancellationTokenSource()).Token);

    public void Publish(ProjectId project, PromptChange change)
    {
        Changed(project, change.Name);
        _listeners?.Invoke(project, change);
    }

    /// <summary>Fires the tokens of a prompt and those of all.</summary>
    public void Changed(ProjectId project, PromptName? name)
    {
        if (name is not null)
        {
            Fire((project, name));
        }

        Fire((project, null));
    }

    private void Fire((ProjectId Project, PromptName? Name) key)
    {
        // Whoever asks from now on waits for the next change. The source is not disposed: its token is in other hands.
        if (_watched.TryRemove(key, out var source))
        {
            source.Cancel();
        }
    }
}
