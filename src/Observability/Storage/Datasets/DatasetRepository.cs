using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

/// <summary>Datasets with their items and runs.</summary>
/// <remarks>Thread-safe. What breaks a rule of a dataset is an <see cref="ArgumentException"/> whose message says which.</remarks>
internal sealed partial class DatasetRepository(ICatalogStore catalog, TimeProvider time, IItemSchemaValidator schemas)
{
    private readonly DocumentCollection<Dataset> _datasets = new(catalog, DatasetCollections.Datasets);
    private readonly DocumentCollection<DatasetItem> _items = new(catalog, DatasetCollections.Items);
    private readonly DocumentCollection<DatasetItem> _archive = new(catalog, DatasetCollections.Archive);
    private readonly DocumentCollection<DatasetItemVersion> _versions = new(catalog, DatasetCollections.Versions);
    private readonly DocumentCollection<DatasetRun> _runs = new(catalog, DatasetCollections.Runs);
    private readonly DocumentCollection<DatasetRunItem> _runItems = new(catalog, DatasetCollections.RunItems);

    public async Task<Dataset?> GetAsync(ProjectId project, DatasetId id, CancellationToken cancellationToken = default) =>
        (await _datasets.GetAsync(project, id.Value, cancellationToken).ConfigureAwait(false))?.Value;

    public async Task<Dataset?> FindAsync(ProjectId project, string name, CancellationToken cancellationToken = default) =>
        (await _datasets.FindAsync(project, DatasetCollections.Name(name), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Lists datasets, newest first.</summary>
    public Task<Page<Dataset>> ListAsync(ProjectId project, PageRequest page, CancellationToken cancellationToken = default) =>
        _datasets.ListValuesAsync(page.Apply(_datasets.Query(project)), cancellationToken);

    /// <summary>Creates the dataset of that name, or changes it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The name.</param>
    /// <param name="change">Makes the dataset of what it is; id, name and times of the result are not looked at.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">A schema is none, or an item that is there breaks it.</exception>
    public Task<Dataset> UpsertAsync(ProjectId project, string name, Func<Dataset, Dataset> change, CancellationToken cancellationToken = default) =>
        CatalogAttempts.RunAsync(async () =>
        {
            var found = await _datasets.FindAsync(project, DatasetCollections.Name(name), cancellationToken).ConfigureAwait(false);
            var now = time.GetCatalogNow();
            var before = found?.Value ?? new Dataset { Id = new DatasetId(CatalogClock.NewId(now)), Name = name, CreatedAt = now, UpdatedAt = now };
            var after = change(before) with { Id = before.Id, Name = name, CreatedAt = before.CreatedAt, UpdatedAt = now };
            await CheckSchemasAsync(project, before, after, cancellationToken).ConfigureAwait(false);
            await catalog.CommitAsync([_datasets.Put(project, after, found?.Revision ?? 0)], cancellationToken).ConfigureAwait(false);
            return after;
        });

    /// <summary>Deletes a dataset with its items, their history and its runs; returns whether it was there.</summary>
    public async Task<bool> DeleteAsync(ProjectId project, DatasetId id, CancellationToken cancellationToken = default)
    {
        // The dataset goes last: what was interrupted can be asked for again.
        var inDataset = DatasetCollections.InDataset(id);
        foreach (var run in await _runs.ListAllAsync(_runs.Query(project, inDataset), cancellationToken).ConfigureAwait(false))
        {
            await DeleteRunAsync(project, run.Id, cancellationToken).ConfigureAwait(false);
        }

        await DeleteAllAsync(_items, project, DatasetCollections.Selected(id, null, null), item => item.Id.Value, cancellationToken).ConfigureAwait(false);
        await DeleteAllAsync(_archive, project, inDataset, item => DatasetCollections.VersionId(item.Id, item.UpdatedAt), cancellationToken).ConfigureAwait(false);
        await DeleteAllAsync(_versions, project, inDataset, version => DatasetCollections.VersionId(version.ItemId, version.At), cancellationToken).ConfigureAwait(false);
        return await _datasets.DeleteAsync(project, id.Value, cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteAllAsync<T>(DocumentCollection<T> collection, ProjectId project, CatalogKey key, Func<T, string> id, CancellationToken cancellationToken)
    {
        var query = collection.Query(project, key) with { Limit = MaxCommit };
        while (await collection.ListAsync(query, cancellationToken).ConfigureAwait(false) is { Items.Count: > 0 } page)
        {
            await catalog.CommitAsync([.. page.Items.Select(document => collection.Delete(project, id(document.Value)))], cancellationToken).ConfigureAwait(false);
        }
    }
}
