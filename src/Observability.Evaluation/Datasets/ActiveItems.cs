using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Datasets;

/// <summary>The items of a dataset that take part in new runs.</summary>
internal static class ActiveItems
{
    /// <summary>Reads them in the order they were added.</summary>
    public static async Task<IReadOnlyList<DatasetItem>> ReadAsync(DatasetRepository repository, ProjectId project, DatasetId dataset, CancellationToken cancellationToken)
    {
        var items = new List<DatasetItem>();
        string? cursor = null;
        do
        {
            var page = await repository.ListItemsAsync(project, new DatasetItemQuery(new PageRequest(500, Cursor: cursor)) { Dataset = dataset }, cancellationToken).ConfigureAwait(false);
            items.AddRange(page.Items.Where(item => item.Status == DatasetItemStatus.Active));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return [.. items.OrderBy(item => item.CreatedAt).ThenByDescending(item => item.Position)];
    }
}
