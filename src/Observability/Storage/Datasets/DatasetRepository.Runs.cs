using System.Security.Cryptography;
using System.Text;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

internal sealed partial class DatasetRepository
{
    public async Task<DatasetRun?> GetRunAsync(ProjectId project, DatasetRunId id, CancellationToken cancellationToken = default) =>
        (await _runs.GetAsync(project, id.Value, cancellationToken).ConfigureAwait(false))?.Value;

    public async Task<DatasetRun?> FindRunAsync(ProjectId project, DatasetId dataset, string name, CancellationToken cancellationToken = default) =>
        (await _runs.FindAsync(project, DatasetCollections.RunName(dataset, name), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Lists the runs of a dataset, or of all, newest first.</summary>
    public Task<Page<DatasetRun>> ListRunsAsync(ProjectId project, DatasetId? dataset, PageRequest page, CancellationToken cancellationToken = default) =>
        ListRunsAsync(page.Apply(RunsQuery(project, dataset)), cancellationToken);

    /// <summary>Starts a query of the runs of a dataset, or of all, newest first.</summary>
    public CatalogQuery RunsQuery(ProjectId project, DatasetId? dataset) => _runs.Query(project, dataset is { } id ? DatasetCollections.InDataset(id) : null);

    /// <summary>Lists runs.</summary>
    public Task<Page<DatasetRun>> ListRunsAsync(CatalogQuery query, CancellationToken cancellationToken = default) => _runs.ListValuesAsync(query, cancellationToken);

    /// <summary>Creates the run of that name, or changes it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="name">The name.</param>
    /// <param name="change">Makes the run of what it is; ids, name and times of the result are not looked at.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<DatasetRun> UpsertRunAsync(ProjectId project, DatasetId dataset, string name, Func<DatasetRun, DatasetRun> change, CancellationToken cancellationToken = default) =>
        CatalogAttempts.RunAsync(async () =>
        {
            var found = await _runs.FindAsync(project, DatasetCollections.RunName(dataset, name), cancellationToken).ConfigureAwait(false);
            var now = time.GetCatalogNow();
            var before = found?.Value ?? new DatasetRun { Id = new DatasetRunId(CatalogClock.NewId(now)), DatasetId = dataset, Name = name, CreatedAt = now, UpdatedAt = now };
            var after = change(before) with { Id = before.Id, DatasetId = dataset, Name = name, CreatedAt = before.CreatedAt, UpdatedAt = before.UpdatedAt };
            if (found is not null && after == before)
            {
                return before;
            }

            after = after with { UpdatedAt = now };
            await catalog.CommitAsync([_runs.Put(project, after, found?.Revision ?? 0)], cancellationToken).ConfigureAwait(false);
            return after;
        });

    /// <summary>Adds to a run what it did with items; what was added before stays as it is.</summary>
    /// <returns>What is in the run now, in the order of the drafts.</returns>
    public async Task<IReadOnlyList<DatasetRunItem>> AddRunItemsAsync(ProjectId project, DatasetRun run, IReadOnlyList<DatasetRunItemDraft> drafts, CancellationToken cancellationToken = default)
    {
        var added = new List<DatasetRunItem>(drafts.Count);
        foreach (var chunk in drafts.DistinctBy(draft => IdOf(run, draft)).Chunk(MaxCommit))
        {
            // A request that is sent again is rare: only when a commit says so are those looked up that are there.
            var isRepeated = false;
            added.AddRange(await CatalogAttempts.RunAsync(async () =>
            {
                var items = new List<DatasetRunItem>();
                var changes = new List<CatalogChange>();
                foreach (var draft in chunk)
                {
                    var id = IdOf(run, draft);
                    var found = isRepeated ? await _runItems.GetAsync(project, id, cancellationToken).ConfigureAwait(false) : null;
                    var item = found?.Value ?? Create(run, draft, id, time.GetCatalogNow());
                    items.Add(item);
                    if (found is null)
                    {
                        changes.Add(_runItems.Put(project, item, 0));
                    }
                }

                isRepeated = true;
                await catalog.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                return items;
            }).ConfigureAwait(false));
        }

        return added;
    }

    /// <summary>Lists what a run did, newest first.</summary>
    public Task<Page<DatasetRunItem>> ListRunItemsAsync(ProjectId project, DatasetRunId run, PageRequest page, CancellationToken cancellationToken = default) =>
        _runItems.ListValuesAsync(page.Apply(_runItems.Query(project, DatasetCollections.OfRun(run))), cancellationToken);

    /// <summary>Starts a query of what a run did, or all runs, newest first.</summary>
    public CatalogQuery RunItemsQuery(ProjectId project, DatasetRunId? run) => _runItems.Query(project, run is { } id ? DatasetCollections.OfRun(id) : null);

    /// <summary>Lists what runs did.</summary>
    public Task<Page<DatasetRunItem>> ListRunItemsAsync(CatalogQuery query, CancellationToken cancellationToken = default) => _runItems.ListValuesAsync(query, cancellationToken);

    /// <summary>All that a run did, newest first.</summary>
    public async Task<IReadOnlyList<DatasetRunItem>> ListRunItemsAsync(ProjectId project, DatasetRunId run, CancellationToken cancellationToken = default) =>
        await _runItems.ListAllAsync(_runItems.Query(project, DatasetCollections.OfRun(run)), cancellationToken).ConfigureAwait(false);

    /// <summary>What a trace is the run of; null when it is none of a run.</summary>
    public async Task<DatasetRunItem?> FindRunItemAsync(ProjectId project, TraceId trace, CancellationToken cancellationToken = default) =>
        (await _runItems.FindAsync(project, DatasetCollections.OfTrace(trace), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Deletes a run with what it did; its traces stay. Returns whether it was there.</summary>
    public async Task<bool> DeleteRunAsync(ProjectId project, DatasetRunId id, CancellationToken cancellationToken = default)
    {
        await DeleteAllAsync(_runItems, project, DatasetCollections.OfRun(id), item => item.Id, cancellationToken).ConfigureAwait(false);
        return await _runs.DeleteAsync(project, id.Value, cancellationToken).ConfigureAwait(false);
    }

    private static DatasetRunItem Create(DatasetRun run, DatasetRunItemDraft draft, string id, DateTimeOffset now) => new()
    {
        Id = id,
        RunId = run.Id,
        RunName = run.Name,
        ItemId = draft.ItemId,
        ItemVersion = draft.ItemVersion,
        TraceId = draft.TraceId,
        ObservationId = draft.ObservationId,
        CreatedAt = draft.CreatedAt ?? now,
        UpdatedAt = draft.CreatedAt ?? now,
    };

    // A client that repeats a request whose answer it did not get must not count a run of an item twice.
    private static string IdOf(DatasetRun run, DatasetRunItemDraft draft)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Id}\n{draft.ItemId}\n{draft.TraceId}\n{draft.ObservationId}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
