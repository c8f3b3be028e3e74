using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Model;
using Observability.Prompts.Files;

namespace Observability.Prompts.Sync;

/// <summary>Synchronises a folder of prompt files with a registry, embedded or on a server, both ways.</summary>
/// <remarks>
/// What changed on which side is told by the state of the last synchronisation, which is kept in the folder and not in git. A plan changes nothing; applying it twice changes nothing the
/// second time. Where both sides changed neither is overwritten unless <see cref="PromptSyncOptions.Wins"/> says so. Not thread-safe.
/// </remarks>
/// <example><code>
/// var sync = new PromptSync("prompts", llm.Prompts);
/// var plan = await sync.PlanAsync();
/// Console.WriteLine(plan);
/// await sync.ApplyAsync(plan);
/// </code></example>
public sealed partial class PromptSync
{
    private readonly string _root;
    private readonly IPromptRegistry _registry;
    private readonly PromptSyncOptions _options;
    private readonly SyncState _state;

    /// <summary>Prepares a synchronisation.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="options">How; null for both ways without deletions.</param>
    /// <exception cref="ArgumentException">The target of the options is not of the shape of one.</exception>
    public PromptSync(string folder, IPromptRegistry registry, PromptSyncOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(registry);
        _options = options ?? new PromptSyncOptions();
        if (!TargetShape().IsMatch(_options.Target))
        {
            throw new ArgumentException($"'{_options.Target}' cannot name a target. Use 1 to 40 of a-z, 0-9 and '-'.", nameof(options));
        }

        _registry = registry;
        _root = Path.GetFullPath(folder);
        _state = new SyncState(_root, _options.Target);
    }

    /// <summary>Finds what differs and what would become of it.</summary>
    /// <exception cref="PromptException">The files or the registry cannot be read.</exception>
    public async Task<PromptSyncPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        using var folder = Open();
        return await PlanAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does what a plan says, and remembers what both sides have in common now.</summary>
    /// <exception cref="PromptException">Something changed since the plan was made, or a change was refused; what was not refused is done.</exception>
    public async Task ApplyAsync(PromptSyncPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var folder = Open();
        var current = await PlanAsync(folder, cancellationToken).ConfigureAwait(false);
        if (!current.Steps.SequenceEqual(plan.Steps))
        {
            throw new PromptException(PromptFault.Conflict, "Files or registry changed since the plan was made. Make it again.");
        }

        var failures = new List<string>();
        try
        {
            var pushes = current.Merges.ToDictionary(merge => merge, merge => new RegistryPush(_registry, merge, _options));
            failures.AddRange(await PushAsync(pushes.Values.Where(push => !push.IsDone).ToList(), cancellationToken).ConfigureAwait(false));
            foreach (var (merge, push) in pushes.Where(push => push.Value.IsDone && push.Key.ChangesFiles))
            {
                await PullAsync(folder, merge, push.Numbers, failures, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await RememberAsync(folder, cancellationToken).ConfigureAwait(false);
        }

        if (failures.Count > 0)
        {
            throw PromptException.Invalid($"Not everything could be synchronised:\n{string.Join('\n', failures)}");
        }
    }

    private async Task<PromptSyncPlan> PlanAsync(FolderCatalog folder, CancellationToken cancellationToken)
    {
        var (files, problems) = await ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        var registry = await RegistryReading.OfAsync(_registry, cancellationToken).ConfigureAwait(false);
        var known = _state.Load();
        ThrowIfBlind(problems);
        var merges = new List<PromptMerge>();
        foreach (var name in files.Keys.Union(registry.Prompts.Keys).Union(problems.Select(problem => problem.Name).OfType<string>()).Order(StringComparer.Ordinal))
        {
            var (inFiles, inRegistry) = (files.GetValueOrDefault(name) ?? new SyncPrompt(), registry.Prompts.GetValueOrDefault(name) ?? new SyncPrompt());
            if (problems.FirstOrDefault(problem => problem.Name == name) is { } wrong)
            {
                var left = new PromptMerge(name, inFiles, inRegistry);
                left.Add(PromptSyncAction.Left, $"{wrong} Until then it is not synchronised.");
                merges.Add(left);
            }
            else
            {
                merges.Add(new PromptMerger(_options, name, inFiles, inRegistry, known.GetValueOrDefault(name), version => registry.IsInUse(name, version)).Merge());
            }
        }

        return new PromptSyncPlan(merges);
    }

    /// <summary>Prompts refer to each other: what is refused now may be taken when others are there or gone.</summary>
    private static async Task<List<string>> PushAsync(List<RegistryPush> pushes, CancellationToken cancellationToken)
    {
        while (pushes.Count > 0)
        {
            var refused = new List<(RegistryPush Push, string Message)>();
            var made = 0;
            foreach (var push in pushes)
            {
                var (steps, failure) = await push.RunAsync(cancellationToken).ConfigureAwait(false);
                made += steps;
                if (failure is not null)
                {
                    refused.Add((push, failure.Message));
                }
            }

            if (made == 0)
            {
                return [.. refused.Select(push => push.Message)];
            }

            pushes = [.. refused.Select(push => push.Push)];
        }

        return [];
    }

    private static async Task PullAsync(FolderCatalog folder, PromptMerge merge, IReadOnlyDictionary<int, int> numbers, List<string> failures, CancellationToken cancellationToken)
    {
        try
        {
            await folder.RewriteAsync(merge.Name, FolderTargets.Of(merge, numbers), merge.Files.Revision, cancellationToken).ConfigureAwait(false);
        }
        catch (PromptException exception) when (exception.Fault != PromptFault.Unavailable)
        {
            failures.Add(exception.Message);
        }
    }

    private async Task RememberAsync(FolderCatalog folder, CancellationToken cancellationToken)
    {
        var (files, problems) = await ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        var registry = (await RegistryReading.OfAsync(_registry, cancellationToken).ConfigureAwait(false)).Prompts;
        var before = _state.Load();
        var after = new Dictionary<string, SyncBase>();
        foreach (var name in files.Keys.Union(registry.Keys).Union(before.Keys))
        {
            var old = before.GetValueOrDefault(name);
            var agreed = problems.Any(problem => problem.Name == name)
                ? old
                : SyncBase.Of(files.GetValueOrDefault(name) ?? new SyncPrompt(), registry.GetValueOrDefault(name) ?? new SyncPrompt(), old);
            if (agreed is not null)
            {
                after[name] = agreed;
            }
        }

        try
        {
            _state.Save(after);
        }
        catch (IOException exception)
        {
            throw new PromptException(PromptFault.Unavailable, $"What was synchronised could not be remembered: {exception.Message}", exception);
        }
    }

    private FolderCatalog Open() => new(_root, ProjectId.Default, TimeProvider.System, NullLogger.Instance, watches: false);

    private static async Task<(Dictionary<string, SyncPrompt> Files, IReadOnlyList<PromptProblem> Problems)> ReadAsync(FolderCatalog folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Root);
        var (prompts, problems) = await folder.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (prompts.ToDictionary(prompt => prompt.Key, prompt => SyncPrompt.Of(prompt.Value)), problems);
    }

    private void ThrowIfBlind(IReadOnlyList<PromptProblem> problems)
    {
        if (_options.Deletes && problems.FirstOrDefault(problem => problem.Name is null) is { } unnamed)
        {
            throw PromptException.Invalid($"Nothing is deleted while it is not known which prompt a file is: {unnamed}");
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex TargetShape();
}
