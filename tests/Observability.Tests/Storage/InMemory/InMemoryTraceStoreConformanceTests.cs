using Observability.Storage;
using Observability.Storage.Conformance;
using Observability.Storage.InMemory;

namespace Observability.Tests.Storage.InMemory;

public sealed class InMemoryTraceStoreConformanceTests : TraceStoreConformance
{
    protected override Task<ITraceStore> CreateStoreAsync() => Task.FromResult<ITraceStore>(new InMemoryTraceStore());
}
