using Observability.Model;

namespace Observability.Prompts.Sync;

/// <summary>Brings what changed in files into the registry, one change after another; goes on where it stopped.</summary>
internal sealed class RegistryPush
{
    /// <summary>How many versions are made and deleted again so that a version gets the number it has in files; with more missing it gets another.</summary>
    private const int MaxFillers = 100;

    private readonly IPromptRegistry _registry;
    private readonly PromptMerge _merge;
    private readonly PromptSyncOptions _options;
    private readonly Queue<Func<CancellationToken, Task>> _steps = [];

    public RegistryPush(IPromptRegistry registry, PromptMerge merge, PromptSyncOptions options)
    {
        _registry = registry;
        _merge = merge;
        _options = options;
        Plan();
    }

    /// <summary>The numbers that versions of files have in the registry, where they differ or were made.</summary>
    public Dictionary<int, int> Numbers { get; } = [];

    public bool IsDone => _steps.Count == 0;

    private PromptName Name => _merge.Name;

    /// <summary>Makes as many changes as it can.</summary>
    /// <returns>How many, and what stopped it.</returns>
    public async Task<(int Made, PromptException? Failure)> RunAsync(CancellationToken cancellationToken)
    {
        for (var made = 0; ; made++)
        {
            if (!_steps.TryPeek(out var step))
            {
                return (made, null);
            }

            try
            {
                await step(cancellationToken).ConfigureAwait(false);
                _steps.Dequeue();
            }
            catch (PromptException exception) when (exception.Fault != PromptFault.Unavailable)
            {
                return (made, exception);
            }
        }
    }

    private void Plan()
    {
        foreach (var (file, number) in _merge.Renumbered)
        {
            Numbers[file] = number;
        }

        foreach (var version in _merge.Created.OrderBy(version => version.Number))
        {
            _steps.Enqueue(cancelled => CreateAsync(version, cancelled));
        }

        foreach (var moved in _merge.PushedLabels.Where(label => label.Value is { } target && _merge.Created.All(version => version.Number != target)).GroupBy(label => label.Value!.Value))
        {
            _steps.Enqueue(cancelled => _registry.MoveLabelsAsync(Name, NumberOf(moved.Key), [.. moved.Select(label => new PromptLabel(label.Key))], EditBy(null), cancelled));
        }

        if (_merge.PushedLabels.Where(label => label.Value is null).Select(label => new PromptLabel(label.Key)).ToList() is { Count: > 0 } removed)
        {
            _steps.Enqueue(cancelled => _registry.RemoveLabelsAsync(Name, removed, EditBy(null), cancelled));
        }

        if (_merge.PushedTags is { } tags && _merge.Created.Count == 0)
        {
            _steps.Enqueue(cancelled => _registry.SetTagsAsync(Name, tags, EditBy(null), cancelled));
        }

        foreach (var (label, arms) in _merge.PushedSplits)
        {
            _steps.Enqueue(cancelled => _registry.SetSplitAsync(
                Name, label, arms is null ? null : new PromptSplit(arms.Select(arm => arm with { Version = NumberOf(arm.Version) })), EditBy(null), cancelled));
        }

        foreach (var version in _merge.DeletedInRegistry)
        {
            _steps.Enqueue(cancelled => _registry.DeleteAsync(Name, version: version, edit: EditBy(null), cancellationToken: cancelled));
        }

        if (_merge.DeletesInRegistry)
        {
            _steps.Enqueue(cancelled => _registry.DeleteAsync(Name, edit: EditBy(null), cancellationToken: cancelled));
        }
    }

    private async Task CreateAsync(SyncVersion version, CancellationToken cancellationToken)
    {
        var draft = new PromptDraft
        {
            Name = Name,
            Content = version.Content,
            Config = Payload.Parse(version.Config.GetRawText()),
            CommitMessage = version.CommitMessage,
            Tags = _merge.PushedTags,
        };
        var edit = EditBy(version.Author);
        var fillers = new List<int>();
        var isNew = !_merge.Registry.Versions.ContainsKey(version.Number);
        for (var next = Numbers.Values.Concat(_merge.Registry.Versions.Keys).DefaultIfEmpty().Max() + 1; isNew && next < version.Number && version.Number - next <= MaxFillers && fillers.Count < MaxFillers; next = fillers[^1] + 1)
        {
            fillers.Add((await _registry.CreateAsync(draft, edit, cancellationToken).ConfigureAwait(false)).Version);
        }

        var labels = _merge.PushedLabels.Where(label => label.Value == version.Number).Select(label => new PromptLabel(label.Key)).ToList();
        Numbers[version.Number] = (await _registry.CreateAsync(draft with { Labels = labels }, edit, cancellationToken).ConfigureAwait(false)).Version;
        foreach (var filler in fillers)
        {
            await _registry.DeleteAsync(Name, version: filler, edit: edit, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private int NumberOf(int version) => Numbers.GetValueOrDefault(version, version);

    private PromptEdit EditBy(string? author) => new() { Author = author ?? PromptEdit.DefaultAuthor, OverridesProtection = _options.OverridesProtection };
}
