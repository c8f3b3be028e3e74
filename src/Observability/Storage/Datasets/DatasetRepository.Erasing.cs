using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

internal sealed partial class DatasetRepository
{
    /// <summary>Erases the items that were made of these traces, with all that they ever were. Returns how many.</summary>
    public async Task<int> EraseItemsAsync(ProjectId project, IReadOnlyCollection<TraceId> traces, CancellationToken cancellationToken = default)
    {
        if ((await _datasets.ListAsync(_datasets.Query(project) with { Limit = 1 }, cancellationToken).ConfigureAwait(false)).Items.Count == 0)
        {
            return 0;
        }

        var items = new HashSet<DatasetItemId>();
        foreach (var trace in traces)
        {
            var current = await _items.ListAllAsync(_items.Query(project, DatasetCollections.Selected(null, trace, null)), cancellationToken).ConfigureAwait(false);
            var archived = await _archive.ListAllAsync(_archive.Query(project, DatasetCollections.MadeOf(trace)), cancellationToken).ConfigureAwait(false);
            items.UnionWith(current.Concat(archived).Select(item => item.Id));
        }

        foreach (var item in items)
        {
            var key = DatasetCollections.OfItem(item);
            await _items.DeleteAsync(project, item.Value, cancellationToken).ConfigureAwait(false);
            await DeleteAllAsync(_archive, project, key, DatasetCollections.Archive.Id, cancellationToken).ConfigureAwait(false);
            await DeleteAllAsync(_versions, project, key, DatasetCollections.Versions.Id, cancellationToken).ConfigureAwait(false);
        }

        return items.Count;
    }
}
