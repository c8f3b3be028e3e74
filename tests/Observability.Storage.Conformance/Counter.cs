using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Observability.Storage.Catalog;

namespace Observability.Storage.Conformance;

/// <summary>A value that many change at once.</summary>
internal sealed record Counter(string Id, int Count)
{
    public static CollectionSchema<Counter> Schema { get; } = new(
        "counters",
        (JsonTypeInfo<Counter>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Counter)),
        counter => counter.Id,
        counter => counter.Id);
}
