using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Prompts.Catalog;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.Tests.Prompts.Caching;

/// <summary>A registry as it is over a distance: it tells nobody of changes, is slow when told to, and fails when told to.</summary>
internal sealed class DistantPromptSource : IPromptSource
{
    private readonly CatalogPromptRegistry _registry = new(new InMemoryTraceStore(), ProjectId.Default, TimeProvider.System);
    private int _pulls;

    /// <summary>The same registry, as somebody else reaches it.</summary>
    public IPromptRegistry Elsewhere => _registry;

    public int Pulls => Volatile.Read(ref _pulls);

    /// <summary>What pulls fail with; null while they do not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What pulls wait for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public PromptRegistryStatus Status => _registry.Status;

    public async Task<PulledPrompt> PullAsync(PromptName name, PromptLabel? label, int? version, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _pulls);
        await Gate.WaitAsync(cancellationToken);
        return Failure is { } failure ? throw failure : await _registry.PullAsync(name, label, version, cancellationToken);
    }

    public ValueTask<PromptVersion> GetAsync(PromptName name, PromptLabel? label = null, int? version = null, string? key = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The cache pulls.");

    public Task<PromptVersion> GetSourceAsync(PromptName name, PromptLabel? label = null, int? version = null, CancellationToken cancellationToken = default) =>
        _registry.GetSourceAsync(name, label, version, cancellationToken);

    public Task<Prompt?> FindAsync(PromptName name, CancellationToken cancellationToken = default) => _registry.FindAsync(name, cancellationToken);

    public Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken = default) => _registry.ListAsync(query, cancellationToken);

    public Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        _registry.ListVersionsAsync(name, limit, cursor, cancellationToken);

    public Task<PromptVersion> CreateAsync(PromptDraft draft, PromptEdit? edit = null, CancellationToken cancellationToken = default) => _registry.CreateAsync(draft, edit, cancellationToken);

    public Task<PromptVersion> MoveLabelsAsync(PromptName name, int version, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.MoveLabelsAsync(name, version, labels, edit, cancellationToken);

    public Task RemoveLabelsAsync(PromptName name, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.RemoveLabelsAsync(name, labels, edit, cancellationToken);

    public Task SetTagsAsync(PromptName name, IReadOnlyCollection<string> tags, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.SetTagsAsync(name, tags, edit, cancellationToken);

    public Task SetSplitAsync(PromptName name, PromptLabel label, PromptSplit? split, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.SetSplitAsync(name, label, split, edit, cancellationToken);

    public Task DeleteAsync(PromptName name, PromptLabel? label = null, int? version = null, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.DeleteAsync(name, label, version, edit, cancellationToken);

    public Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken = default) => _registry.GetProtectedLabelsAsync(cancellationToken);

    public Task SetProtectionAsync(PromptLabel label, bool isProtected, PromptEdit? edit = null, CancellationToken cancellationToken = default) =>
        _registry.SetProtectionAsync(label, isProtected, edit, cancellationToken);

    public Task<Page<PromptChange>> ListChangesAsync(PromptName? name = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        _registry.ListChangesAsync(name, limit, cursor, cancellationToken);

    public IChangeToken Watch(PromptName? name = null) => NullChangeToken.Singleton;
}
