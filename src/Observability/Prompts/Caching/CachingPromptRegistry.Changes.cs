using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Observability.Model;
using Observability.Storage;

namespace Observability.Prompts.Caching;

internal sealed partial class CachingPromptRegistry
{
    private static readonly TimeSpan FastestPoll = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, IChangeToken> _watched = [];
    private readonly Lock _pollLock = new();
    private ITimer? _poll;

    public Task<PromptVersion> GetSourceAsync(PromptName name, PromptLabel? label = null, int? version = null, CancellationToken cancellationToken = default) =>
        _source.GetSourceAsync(name, label, version, cancellationToken);

    public Task<Prompt?> FindAsync(PromptName name, CancellationToken cancellationToken = default) => _source.FindAsync(name, cancellationToken);

    public Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken = default) => _source.ListAsync(query, cancellationToken);

    public Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        _source.ListVersionsAsync(name, limit, cursor, cancellationToken);

    public Task<PromptVersion> CreateAsync(PromptDraft draft, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ChangeAsync(draft.Name, _source.CreateAsync(draft, edit, cancellationToken));
    }

    public Task<PromptVersion> MoveLabelsAsync(PromptName name, int version, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, _source.MoveLabelsAsync(name, version, labels, edit, cancellationToken));

    public Task RemoveLabelsAsync(PromptName name, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, _source.RemoveLabelsAsync(name, labels, edit, cancellationToken));

    public Task SetTagsAsync(PromptName name, IReadOnlyCollection<string> tags, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, _source.SetTagsAsync(name, tags, edit, cancellationToken));

    public Task SetSplitAsync(PromptName name, PromptLabel label, PromptSplit? split, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, _source.SetSplitAsync(name, label, split, edit, cancellationToken));

    public Task DeleteAsync(PromptName name, PromptLabel? label = null, int? version = null, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, _source.DeleteAsync(name, label, version, edit, cancellationToken));

    public Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken = default) => _source.GetProtectedLabelsAsync(cancellationToken);

    public Task SetProtectionAsync(PromptLabel label, bool isProtected, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _source.SetProtectionAsync(label, isProtected, edit, cancellationToken);

    public Task<Page<PromptChange>> ListChangesAsync(PromptName? name = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        _source.ListChangesAsync(name, limit, cursor, cancellationToken);

    public IChangeToken Watch(PromptName? name = null)
    {
        var token = new CompositeChangeToken([_source.Watch(name), _edits.Watch(ProjectId.Default, name), _findings.Watch(ProjectId.Default, name)]);
        _watched[name?.Value ?? ""] = token;
        lock (_pollLock)
        {
            var period = _timeToLive > FastestPoll ? _timeToLive : FastestPoll;
            _poll ??= _stopping.IsCancellationRequested ? null : _time.CreateTimer(_ => Poll(), null, period, period);
        }

        return token;
    }

    /// <summary>Asks for what is watched, so that a change elsewhere is told although nobody calls.</summary>
    private void Poll()
    {
        foreach (var (name, token) in _watched)
        {
            if (token.HasChanged)
            {
                _watched.TryRemove(KeyValuePair.Create(name, token));
                continue;
            }

            foreach (var (question, entry) in _entries)
            {
                if ((name.Length == 0 || question.Name == name) && !entry.IsFresh(_time.GetTimestamp()))
                {
                    // What becomes of it is said by the health and by whoever asks next.
                    LoadAsync(question).ContinueWith(static load => _ = load.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                }
            }
        }
    }

    private async Task<T> ChangeAsync<T>(PromptName name, Task<T> change)
    {
        var result = await change.ConfigureAwait(false);
        _edits.Changed(ProjectId.Default, name);
        return result;
    }

    private async Task ChangeAsync(PromptName name, Task change)
    {
        await change.ConfigureAwait(false);
        _edits.Changed(ProjectId.Default, name);
    }
}
