using Observability.Storage.Catalog;
using Observability.Storage.Conformance;
using Observability.Storage.InMemory;

namespace Observability.Tests.Storage.InMemory;

public sealed class InMemoryCatalogStoreConformanceTests : CatalogStoreConformance
{
    protected override ICatalogStore CreateStore() => new InMemoryTraceStore();
}
