using System.Text.Json.Serialization.Metadata;

namespace Observability.Storage.Catalog;

/// <summary>How values of a type become documents of a collection.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="Name">The name of the collection.</param>
/// <param name="Json">How it is written as JSON.</param>
/// <param name="Id">Its id in the project.</param>
/// <param name="Sort">Where it stands in lists, the largest first; see <see cref="SortText"/>.</param>
/// <param name="Keys">What it is found by beside its id; null for nothing.</param>
internal sealed record CollectionSchema<T>(string Name, JsonTypeInfo<T> Json, Func<T, string> Id, Func<T, string> Sort, Func<T, IEnumerable<CatalogKey>>? Keys = null);
