using Observability.Storage;
using Observability.Storage.Conformance;
using Observability.Storage.LiteDb;

namespace Observability.Tests.Storage.LiteDb;

public sealed class LiteDbTraceStoreConformanceTests : TraceStoreConformance, IDisposable
{
    private readonly List<TemporaryDirectory> _directories = [];

    public void Dispose() => _directories.ForEach(directory => directory.Dispose());

    protected override Task<ITraceStore> CreateStoreAsync()
    {
        var directory = new TemporaryDirectory();
        _directories.Add(directory);
        return Task.FromResult<ITraceStore>(LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory.Path }));
    }
}
