using Microsoft.Extensions.Primitives;
using Observability.Model;
using Observability.Prompts.Caching;
using Observability.Prompts.Rollout;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>The prompts of one project in a catalog. Holds nothing but references: make one wherever one is needed.</summary>
internal sealed class CatalogPromptRegistry : IPromptSource
{
    private readonly PromptStore _store;
    private readonly PromptWriter _writer;
    private readonly PromptFeed _feed;
    private readonly Func<PromptRegistryStatus>? _status;

    public CatalogPromptRegistry(ICatalogStore catalog, ProjectId project, TimeProvider time, Func<PromptRegistryStatus>? status = null)
    {
        _store = new PromptStore(new PromptCollections(catalog), project);
        _feed = PromptFeed.Of(catalog);
        _writer = new PromptWriter(_store, _feed, time);
        _status = status;
    }

    public PromptRegistryStatus Status => _status?.Invoke() ?? PromptRegistryStatus.Healthy;

    public async ValueTask<PromptVersion> GetAsync(PromptName name, PromptLabel? label = null, int? version = null, string? key = null, CancellationToken cancellationToken = default)
    {
        ThrowIfBoth(label, version);
        var chosenBy = key ?? SplitChoice.AmbientKey();
        var source = await _store.FindVersionAsync(
            name,
            label,
            version,
            chosenBy is null ? null : (prompt, asked, own) => SplitChoice.Choose(name, asked, own, new PromptSplit(prompt.Splits[asked.Value]), chosenBy),
            cancellationToken).ConfigureAwait(false);
        return await _store.ComposeAsync(source ?? throw PromptException.NotFound(name.Value, label, version), cancellationToken).ConfigureAwait(false);
    }

    public async Task<PulledPrompt> PullAsync(PromptName name, PromptLabel? label, int? version, CancellationToken cancellationToken = default)
    {
        PromptSplit? split = null;
        var source = await _store.FindVersionAsync(
            name,
            label,
            version,
            (prompt, asked, own) =>
            {
                split = new PromptSplit(prompt.Splits[asked.Value]);
                return own;
            },
            cancellationToken).ConfigureAwait(false) ?? throw PromptException.NotFound(name.Value, label, version);
        var own = await _store.ComposeAsync(source, cancellationToken).ConfigureAwait(false);
        if (split is null)
        {
            return new PulledPrompt(own);
        }

        var arms = new List<PromptVersion>();
        foreach (var arm in split.Arms)
        {
            var other = await _store.FindVersionAsync(name, null, arm.Version, null, cancellationToken).ConfigureAwait(false) ?? throw PromptException.NotFound(name.Value, null, arm.Version);
            arms.Add((await _store.ComposeAsync(other, cancellationToken).ConfigureAwait(false)).AskedBy(own.Label));
        }

        return new PulledPrompt(own, split, arms);
    }

    public async Task<PromptVersion> GetSourceAsync(PromptName name, PromptLabel? label = null, int? version = null, CancellationToken cancellationToken = default)
    {
        ThrowIfBoth(label, version);
        return await _store.FindVersionAsync(name, label, version, null, cancellationToken).ConfigureAwait(false) ?? throw PromptException.NotFound(name.Value, label, version);
    }

    public async Task<Prompt?> FindAsync(PromptName name, CancellationToken cancellationToken = default) =>
        await _store.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } found ? PromptMapper.ToPrompt(found.Value, found.Revision) : null;

    public Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ThrowIfOutOfRange(query.Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        return _store.ListAsync(query, cancellationToken);
    }

    public Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutOfRange(limit);
        return _store.ListVersionsAsync(name, limit, cursor, cancellationToken);
    }

    public Task<PromptVersion> CreateAsync(PromptDraft draft, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        PromptRules.Check(draft);
        var by = edit ?? PromptEdit.Default;
        return _writer.ChangeAsync(draft.Name, by, new CreatePlan(_store, _writer, draft, by, cancellationToken).PlanAsync, cancellationToken);
    }

    public async Task<PromptVersion> MoveLabelsAsync(PromptName name, int version, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var plans = Plans(edit, cancellationToken, out var by);
        await _writer.ChangeAsync(name, by, current => plans.MoveAsync(name, current, labels, version), cancellationToken).ConfigureAwait(false);
        return await GetSourceAsync(name, null, version, cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveLabelsAsync(PromptName name, IReadOnlyCollection<PromptLabel> labels, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var plans = Plans(edit, cancellationToken, out var by);
        return _writer.ChangeAsync(name, by, current => plans.RemoveAsync(name, current, labels), cancellationToken);
    }

    public Task SetTagsAsync(PromptName name, IReadOnlyCollection<string> tags, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        PromptRules.CheckTags(tags);
        var plans = Plans(edit, cancellationToken, out var by);
        return _writer.ChangeAsync(name, by, current => Task.FromResult(plans.Tag(name, current, tags)), cancellationToken);
    }

    public Task SetSplitAsync(PromptName name, PromptLabel label, PromptSplit? split, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        var plans = Plans(edit, cancellationToken, out var by);
        return _writer.ChangeAsync(name, by, current => plans.SplitAsync(name, current, label, split), cancellationToken);
    }

    public Task DeleteAsync(PromptName name, PromptLabel? label = null, int? version = null, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        ThrowIfBoth(label, version);
        var by = edit ?? PromptEdit.Default;
        var plan = new DeletePlan(_store, _writer, by, cancellationToken);
        return _writer.ChangeAsync(name, by, current => plan.PlanAsync(name, current, label, version), cancellationToken);
    }

    public Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken = default) => _store.GetProtectedLabelsAsync(cancellationToken);

    public async Task SetProtectionAsync(PromptLabel label, bool isProtected, PromptEdit? edit = null, CancellationToken cancellationToken = default)
    {
        var by = edit ?? PromptEdit.Default;
        if (!isProtected)
        {
            await _writer.ThrowIfProtectedAsync(by, [label], cancellationToken).ConfigureAwait(false);
        }

        await ProtectionPlan.ApplyAsync(_store, _writer, label, isProtected, by, cancellationToken).ConfigureAwait(false);
    }

    public Task<Page<PromptChange>> ListChangesAsync(PromptName? name = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        ThrowIfOutOfRange(limit);
        return _store.ListChangesAsync(name, limit, cursor, cancellationToken);
    }

    public IChangeToken Watch(PromptName? name = null) => _feed.Watch(_store.Project, name);

    private static void ThrowIfBoth(PromptLabel? label, int? version)
    {
        if (label is not null && version is not null)
        {
            throw PromptException.Invalid("Cannot specify both version and label");
        }
    }

    private static void ThrowIfOutOfRange(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ListQuery.MaxLimit);
    }

    private LabelPlans Plans(PromptEdit? edit, CancellationToken cancellationToken, out PromptEdit by)
    {
        by = edit ?? PromptEdit.Default;
        return new LabelPlans(_store, _writer, by, cancellationToken);
    }
}
