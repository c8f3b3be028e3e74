using Observability.Model;

namespace Observability.Storage.Datasets;

/// <summary>A change of an item, or a new one.</summary>
/// <param name="Id">The item, which is created when it is not there; null for a new id.</param>
/// <param name="Change">Makes the item of what it is; of a new one id, dataset and times are set. Ids and times of the result are not looked at.</param>
internal sealed record DatasetItemEdit(DatasetItemId? Id, Func<DatasetItem, DatasetItem> Change);
