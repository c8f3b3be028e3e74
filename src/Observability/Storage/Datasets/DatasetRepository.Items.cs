using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

internal sealed partial class DatasetRepository
{
    private const int MaxCommit = 200;

    public async Task<DatasetItem?> GetItemAsync(ProjectId project, DatasetItemId id, CancellationToken cancellationToken = default) =>
        (await _items.GetAsync(project, id.Value, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>The item as it was at an instant; null when there was none.</summary>
    public async Task<DatasetItem?> GetItemAsync(ProjectId project, DatasetItemId id, DateTimeOffset version, CancellationToken cancellationToken = default)
    {
        var query = _versions.Query(project, DatasetCollections.OfItem(id)) with { Limit = 1, To = SortText.Of(version) };
        var page = await _versions.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return page.Items is [{ Value: { IsDeletion: false } found }] ? await ReadAsync(project, found, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Lists items, newest first.</summary>
    /// <exception cref="ArgumentException">A version is asked for without a dataset, or the cursor is none of ours.</exception>
    public Task<Page<DatasetItem>> ListItemsAsync(ProjectId project, DatasetItemQuery query, CancellationToken cancellationToken = default) => query.Version is { } version
        ? ListVersionAsync(project, query, version, cancellationToken)
        : _items.ListValuesAsync(query.Page.Apply(_items.Query(project, DatasetCollections.Selected(query.Dataset, query.SourceTrace, query.SourceObservation))), cancellationToken);

    /// <summary>Whether an item of the project, as it is or as it was, shows the media.</summary>
    public async Task<bool> NamesAsync(ProjectId project, MediaId media, CancellationToken cancellationToken = default) =>
        await _items.FindAsync(project, DatasetCollections.NamesMedia(media), cancellationToken).ConfigureAwait(false) is not null
        || await _archive.FindAsync(project, DatasetCollections.NamesMedia(media), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Creates and changes items; what they were stays readable by its version.</summary>
    /// <returns>The items as they are now, in the order of the edits; several edits of one id count as one.</returns>
    /// <remarks>Hundreds are written at a time, each time all or none.</remarks>
    /// <exception cref="ArgumentException">An item breaks a schema of the dataset, or belongs to another one.</exception>
    public async Task<IReadOnlyList<DatasetItem>> UpsertItemsAsync(ProjectId project, Dataset dataset, IReadOnlyList<DatasetItemEdit> edits, CancellationToken cancellationToken = default)
    {
        var merged = edits
            .GroupBy(edit => edit.Id?.Value ?? CatalogClock.NewId(time.GetCatalogNow()), StringComparer.Ordinal)
            .Select((group, index) => (Id: new DatasetItemId(group.Key), IsNew: group.First().Id is null, Position: edits.Count - 1 - index, Edits: group.ToList()))
            .ToList();
        var written = new List<DatasetItem>(merged.Count);
        foreach (var chunk in merged.Chunk(MaxCommit))
        {
            written.AddRange(await CatalogAttempts.RunAsync(async () =>
            {
                var changes = new List<CatalogChange>();
                var items = new List<DatasetItem>();
                foreach (var (id, isNew, position, itemEdits) in chunk)
                {
                    var found = isNew ? null : await _items.GetAsync(project, id.Value, cancellationToken).ConfigureAwait(false);
                    var at = isNew ? time.GetCatalogNow() : await NextAsync(project, id, cancellationToken).ConfigureAwait(false);
                    var before = found?.Value ?? new DatasetItem { Id = id, DatasetId = dataset.Id, CreatedAt = at, UpdatedAt = at, Position = position };
                    if (before.DatasetId != dataset.Id)
                    {
                        throw new ArgumentException($"The item '{id}' belongs to another dataset than '{dataset.Name}'. Give it another id.");
                    }

                    var after = itemEdits.Aggregate(before, (item, edit) => edit.Change(item)) with
                    {
                        Id = id, DatasetId = dataset.Id, CreatedAt = before.CreatedAt, UpdatedAt = at, Position = before.Position,
                    };
                    await CheckAsync(dataset, after).ConfigureAwait(false);
                    items.Add(after);
                    changes.Add(_items.Put(project, after, found?.Revision ?? 0));
                    changes.Add(_versions.Put(project, DatasetItemVersion.Of(after), 0));
                    if (found is not null)
                    {
                        changes.Add(_archive.Put(project, found.Value));
                    }
                }

                await catalog.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                return items;
            }).ConfigureAwait(false));
        }

        return written;
    }

    /// <summary>Deletes an item; what it was stays readable by its version. Returns whether it was there.</summary>
    public Task<bool> DeleteItemAsync(ProjectId project, DatasetItemId id, CancellationToken cancellationToken = default) => CatalogAttempts.RunAsync(async () =>
    {
        if (await _items.GetAsync(project, id.Value, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return false;
        }

        var deletion = DatasetItemVersion.Of(found.Value) with { At = await NextAsync(project, id, cancellationToken).ConfigureAwait(false), IsDeletion = true };
        await catalog.CommitAsync(
            [_items.Delete(project, id.Value, found.Revision), _archive.Put(project, found.Value), _versions.Put(project, deletion, 0)],
            cancellationToken).ConfigureAwait(false);
        return true;
    });

    // All versions up to the instant are walked, newest first: the first of an item is the one that held. They are lean; content is read for the page only.
    private async Task<Page<DatasetItem>> ListVersionAsync(ProjectId project, DatasetItemQuery query, DateTimeOffset version, CancellationToken cancellationToken)
    {
        if (query.Dataset is not { } dataset)
        {
            throw new ArgumentException("A version belongs to a dataset. Name the dataset too.");
        }

        if (query.Page.Cursor is { Length: > 0 })
        {
            throw new ArgumentException("Versions are listed by page. Leave the cursor out.");
        }

        var key = DatasetCollections.InDataset(dataset);
        if (await _versions.FindAsync(project, key, cancellationToken).ConfigureAwait(false) is { } newest && newest.Value.At <= version)
        {
            return await ListItemsAsync(project, query with { Version = null }, cancellationToken).ConfigureAwait(false);
        }

        var all = await _versions.ListAllAsync(_versions.Query(project, key) with { To = SortText.Of(version) }, cancellationToken).ConfigureAwait(false);
        var held = all
            .DistinctBy(change => change.ItemId)
            .Where(change => !change.IsDeletion
                && (query.SourceTrace is not { } trace || change.SourceTraceId == trace)
                && (query.SourceObservation is not { } observation || change.SourceObservationId == observation))
            .OrderByDescending(change => DatasetCollections.Order(change.CreatedAt, change.Position), StringComparer.Ordinal)
            .ToList();
        var items = new List<DatasetItem>();
        foreach (var change in held.Skip(query.Page.Offset).Take(query.Page.Limit))
        {
            if (await ReadAsync(project, change, cancellationToken).ConfigureAwait(false) is { } item)
            {
                items.Add(item);
            }
        }

        return new Page<DatasetItem>(items, null, held.Count);
    }

    // The current one is looked at first: what is replaced meanwhile is in the archive by then.
    private async Task<DatasetItem?> ReadAsync(ProjectId project, DatasetItemVersion version, CancellationToken cancellationToken)
    {
        var archiveId = DatasetCollections.VersionId(version.ItemId, version.At);
        return await GetItemAsync(project, version.ItemId, cancellationToken).ConfigureAwait(false) is { } current && current.UpdatedAt == version.At
            ? current
            : (await _archive.GetAsync(project, archiveId, cancellationToken).ConfigureAwait(false))?.Value;
    }

    /// <summary>The instant of an item's next version: now, and after all that it had.</summary>
    private async Task<DateTimeOffset> NextAsync(ProjectId project, DatasetItemId id, CancellationToken cancellationToken)
    {
        var last = await _versions.FindAsync(project, DatasetCollections.OfItem(id), cancellationToken).ConfigureAwait(false);
        var now = time.GetCatalogNow();
        return last is { Value.At: var at } && at >= now ? at.AddMilliseconds(1) : now;
    }
}
