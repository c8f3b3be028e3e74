namespace Observability.Prompts.Sync;

/// <summary>Finds what changed on which side of a prompt since the last synchronisation, and what becomes of it.</summary>
/// <remarks>Versions of a registry never change: one that was edited in files becomes a new version there.</remarks>
internal sealed class PromptMerger(PromptSyncOptions options, string name, SyncPrompt files, SyncPrompt registry, SyncBase? known, Func<int, bool> isInUse)
{
    private readonly PromptMerge _merge = new(name, files, registry);
    private readonly SyncBase _known = known ?? new SyncBase();

    public PromptMerge Merge()
    {
        if (known is not null && files.Exists != registry.Exists && !MergeDeletion())
        {
            return _merge;
        }

        foreach (var number in files.Versions.Keys.Union(registry.Versions.Keys).Order())
        {
            MergeVersion(number);
        }

        MergeLabels();
        MergeSplits();
        MergeTags();
        return _merge;
    }

    /// <summary>One side is gone. Returns whether the other comes back.</summary>
    private bool MergeDeletion()
    {
        var (gone, there, present) = files.Exists ? ("the registry", "files", files) : ("files", "the registry", registry);
        var goneSide = files.Exists ? PromptSyncSide.Registry : PromptSyncSide.Files;
        if (!options.Deletes)
        {
            _merge.Add(PromptSyncAction.Left, $"it was deleted in {gone} and is still in {there}.");
            return false;
        }

        if (HasChanged(present) && options.Wins != goneSide)
        {
            if (options.Wins is not null)
            {
                return true;
            }

            _merge.Add(PromptSyncAction.Conflict, $"it was deleted in {gone} and changed in {there}.");
            return false;
        }

        var action = Resolve(goneSide == PromptSyncSide.Files, goneSide == PromptSyncSide.Registry);
        _merge.Add(action, action == PromptSyncAction.Left ? $"it was deleted in {gone} and is still in {there}." : $"it was deleted in {gone} and is deleted in {there}.");
        _merge.DeletesInRegistry = action == PromptSyncAction.Push;
        _merge.DeletesInFiles = action == PromptSyncAction.Pull;
        return false;
    }

    private bool HasChanged(SyncPrompt present) =>
        present.Versions.Values.Any(version => _known.Versions.TryGetValue(version.Number, out var old) ? old != version.Fingerprint : version.Number > _known.Versions.Keys.DefaultIfEmpty().Max())
        || !present.Labels.OrderBy(label => label.Key).SequenceEqual(_known.Labels.OrderBy(label => label.Key))
        || !present.Tags.SequenceEqual(_known.Tags);

    private void MergeVersion(int number)
    {
        var (file, other) = (files.Versions.GetValueOrDefault(number), registry.Versions.GetValueOrDefault(number));
        var old = _known.Versions.GetValueOrDefault(number);
        if (file?.Fingerprint == other?.Fingerprint)
        {
            return;
        }

        if (file is null)
        {
            MergeMissingFile(number, old is not null);
        }
        else if (file.Fingerprint != old && TwinOf(file) is { } twin)
        {
            _merge.Renumbered[number] = twin;
            _merge.Add(PromptSyncAction.Pull, $"version {number} of files is version {twin} in the registry and gets that number.");
        }
        else if (other is null)
        {
            MergeMissingInRegistry(file, old);
        }
        else
        {
            MergeDifferent(file, file.Fingerprint != old, other.Fingerprint != old);
        }
    }

    private void MergeMissingFile(int number, bool wasThere)
    {
        if (!wasThere && (options.History || isInUse(number)))
        {
            var action = Resolve(false, true);
            _merge.Add(action, $"version {number} is new in the registry.");
            AddIf(action == PromptSyncAction.Pull, _merge.Pulled, number);
        }
        else if (wasThere && options.Deletes)
        {
            var action = Resolve(true, false);
            _merge.Add(action, $"version {number} was deleted in files.");
            AddIf(action == PromptSyncAction.Push, _merge.DeletedInRegistry, number);
        }
        else if (wasThere && isInUse(number))
        {
            _merge.Add(PromptSyncAction.Left, $"version {number} was deleted in files and is still in use in the registry.");
        }
    }

    private void MergeMissingInRegistry(SyncVersion file, string? old)
    {
        if (old is null)
        {
            var action = Resolve(true, false);
            _merge.Add(action, $"version {file.Number} is new in files.");
            AddIf(action == PromptSyncAction.Push, _merge.Created, file);
        }
        else if (!options.Deletes)
        {
            _merge.Add(PromptSyncAction.Left, $"version {file.Number} was deleted in the registry and is still in files.");
        }
        else
        {
            var isEdited = file.Fingerprint != old;
            var action = Resolve(isEdited, true);
            _merge.Add(action, $"version {file.Number} was deleted in the registry{(isEdited ? " and edited in files" : "")}.");
            AddIf(action == PromptSyncAction.Pull, _merge.DeletedInFiles, file.Number);
            AddIf(action == PromptSyncAction.Push, _merge.Created, file);
        }
    }

    private void MergeDifferent(SyncVersion file, bool isEdited, bool isOther)
    {
        var action = Resolve(isEdited, isOther);
        _merge.Add(action, action switch
        {
            PromptSyncAction.Push => $"version {file.Number} was edited in files and becomes a new version.",
            PromptSyncAction.Pull => $"version {file.Number} of files becomes what it is in the registry.",
            PromptSyncAction.Conflict => $"version {file.Number} says one thing in files and another in the registry.",
            _ => $"version {file.Number} differs.",
        });
        AddIf(action == PromptSyncAction.Push, _merge.Created, file);
        AddIf(action == PromptSyncAction.Pull, _merge.Pulled, file.Number);
    }

    private void MergeLabels()
    {
        foreach (var label in files.Labels.Keys.Union(registry.Labels.Keys).Union(_known.Labels.Keys).Order(StringComparer.Ordinal))
        {
            var (mine, theirs, old) = (InRegistry(Find(files.Labels, label)), Find(registry.Labels, label), Find(_known.Labels, label));
            var isSilent = known is null && files.ImpliesLabels && theirs is not null && options.Wins != PromptSyncSide.Files;
            if (mine == theirs)
            {
                continue;
            }

            var action = Resolve(mine != old && !isSilent, theirs != old);
            if (action == PromptSyncAction.Push && mine is { } target && target > 0 && !registry.Versions.ContainsKey(target))
            {
                action = PromptSyncAction.Left;
            }

            _merge.Add(action, $"label '{label}' is {At(Find(files.Labels, label))} in files and {At(theirs)} in the registry.");
            if (action == PromptSyncAction.Push)
            {
                _merge.PushedLabels[label] = Find(files.Labels, label);
            }
            else if (action == PromptSyncAction.Pull)
            {
                _merge.PulledLabels[label] = theirs;
                Need(theirs);
            }
        }
    }

    private void MergeSplits()
    {
        foreach (var label in files.Splits.Keys.Union(registry.Splits.Keys).Union(_known.Splits.Keys).Order(StringComparer.Ordinal))
        {
            var mine = files.Splits.TryGetValue(label, out var arms) ? arms.Select(arm => arm with { Version = InRegistry(arm.Version) ?? 0 }).ToArray() : null;
            var (theirs, old) = (registry.Splits.GetValueOrDefault(label), _known.Splits.GetValueOrDefault(label));
            var isMoved = _merge.PushedLabels.ContainsKey(label);
            if (IsSame(mine, theirs) && !(isMoved && mine is not null))
            {
                continue;
            }

            // A split ends when its label moves.
            var action = isMoved ? PromptSyncAction.Push : _merge.PulledLabels.ContainsKey(label) ? PromptSyncAction.Pull : Resolve(!IsSame(mine, old), !IsSame(theirs, old));
            if (!isMoved || mine is not null)
            {
                _merge.Add(action, $"how label '{label}' is split differs.");
            }

            if (action == PromptSyncAction.Push && (mine is not null || !isMoved))
            {
                _merge.PushedSplits[label] = files.Splits.GetValueOrDefault(label);
            }
            else if (action == PromptSyncAction.Pull)
            {
                _merge.PulledSplits[label] = theirs;
                theirs?.ToList().ForEach(arm => Need(arm.Version));
            }
        }
    }

    private void MergeTags()
    {
        if (files.Tags.SequenceEqual(registry.Tags))
        {
            return;
        }

        var action = Resolve(!files.Tags.SequenceEqual(_known.Tags), !registry.Tags.SequenceEqual(_known.Tags));
        _merge.Add(action, $"tags are [{string.Join(", ", files.Tags)}] in files and [{string.Join(", ", registry.Tags)}] in the registry.");
        _merge.PushedTags = action == PromptSyncAction.Push ? files.Tags : null;
        _merge.PulledTags = action == PromptSyncAction.Pull ? registry.Tags : null;
    }

    private PromptSyncAction Resolve(bool inFiles, bool inRegistry) => (inFiles, inRegistry) switch
    {
        (true, true) => options.Wins is { } side ? Resolve(side == PromptSyncSide.Files, side == PromptSyncSide.Registry) : PromptSyncAction.Conflict,
        (true, false) => options.Direction == PromptSyncDirection.Pull ? PromptSyncAction.Left : PromptSyncAction.Push,
        _ => options.Direction == PromptSyncDirection.Push ? PromptSyncAction.Left : PromptSyncAction.Pull,
    };

    /// <summary>The number that says the same in the registry; null when there is none, or files have it too.</summary>
    private int? TwinOf(SyncVersion file) => registry.Versions.Values
        .Where(other => other.Fingerprint == file.Fingerprint && !files.Versions.ContainsKey(other.Number) && !_merge.Renumbered.ContainsValue(other.Number))
        .Select(other => (int?)other.Number).Max();

    /// <summary>The number a version of files has in the registry; below zero while it has none.</summary>
    private int? InRegistry(int? number) => number is not { } one || _merge.DeletedInFiles.Contains(one) ? null
        : _merge.Created.Any(version => version.Number == one) ? -one
        : _merge.Renumbered.GetValueOrDefault(one, one);

    /// <summary>What a label of files leads to must be there.</summary>
    private void Need(int? version)
    {
        if (version is { } number && registry.Versions.ContainsKey(number) && (!files.Versions.ContainsKey(number) || _merge.Renumbered.ContainsKey(number)) && !_merge.Renumbered.ContainsValue(number))
        {
            _merge.Pulled.Add(number);
        }
    }

    private static bool IsSame(PromptArm[]? one, PromptArm[]? other) => one is null || other is null ? one is null && other is null : one.SequenceEqual(other);

    private static string At(int? version) => version is { } number ? $"at version {number}" : "nowhere";

    private static int? Find(IReadOnlyDictionary<string, int> labels, string label) => labels.TryGetValue(label, out var version) ? version : null;

    private static void AddIf<T>(bool condition, ICollection<T> list, T value)
    {
        if (condition)
        {
            list.Add(value);
        }
    }
}
