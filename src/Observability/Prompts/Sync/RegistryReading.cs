using Observability.Prompts.Composition;

namespace Observability.Prompts.Sync;

/// <summary>All prompts of a registry, with which of their versions are in use.</summary>
internal sealed class RegistryReading
{
    // What servers of Langfuse allow at most.
    private const int PageSize = 100;

    private readonly HashSet<(string Name, int Version)> _used = [];

    private RegistryReading(IReadOnlyDictionary<string, SyncPrompt> prompts)
    {
        Prompts = prompts;
        foreach (var (name, prompt) in prompts)
        {
            foreach (var version in prompt.Labels.Values.Append(prompt.Versions.Keys.Max()).Concat(prompt.Splits.Values.SelectMany(arms => arms.Select(arm => arm.Version))))
            {
                Use(name, version);
            }
        }
    }

    public IReadOnlyDictionary<string, SyncPrompt> Prompts { get; }

    /// <exception cref="PromptException">The registry cannot be read.</exception>
    public static async Task<RegistryReading> OfAsync(IPromptRegistry registry, CancellationToken cancellationToken)
    {
        var prompts = new Dictionary<string, SyncPrompt>();
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await registry.ListAsync(new PromptQuery { Limit = PageSize, Offset = offset }, cancellationToken).ConfigureAwait(false);
            foreach (var prompt in page.Items)
            {
                var read = SyncPrompt.Of(prompt, await VersionsOfAsync(registry, prompt.Name, cancellationToken).ConfigureAwait(false));
                if (read.Exists)
                {
                    prompts[prompt.Name.Value] = read;
                }
            }

            if (page.Items.Count < PageSize)
            {
                return new RegistryReading(prompts);
            }
        }
    }

    /// <summary>Whether a version is the newest, has a label, is in a split, or is named by a version that is in use.</summary>
    public bool IsInUse(string name, int version) => _used.Contains((name, version));

    private static async Task<List<PromptVersion>> VersionsOfAsync(IPromptRegistry registry, PromptName name, CancellationToken cancellationToken)
    {
        var versions = new List<PromptVersion>();
        string? cursor = null;
        do
        {
            var page = await registry.ListVersionsAsync(name, PageSize, cursor, cancellationToken).ConfigureAwait(false);
            versions.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return versions;
    }

    private void Use(string name, int number)
    {
        if (!Prompts.TryGetValue(name, out var prompt) || !prompt.Versions.TryGetValue(number, out var version) || !_used.Add((name, number)))
        {
            return;
        }

        foreach (var reference in PromptComposer.ReferencesOf(version.Content))
        {
            if (reference.Version is { } pinned)
            {
                Use(reference.Name.Value, pinned);
            }
        }
    }
}
