using Observability.Storage;
using Observability.Storage.Conformance;
using Observability.Storage.InMemory;

namespace Observability.Tests.Storage.InMemory;

public sealed class InMemoryMediaStoreConformanceTests : MediaStoreConformance
{
    protected override IMediaStore CreateStore() => new InMemoryMediaStore();
}
