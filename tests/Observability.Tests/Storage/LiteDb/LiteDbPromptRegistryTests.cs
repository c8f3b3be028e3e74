using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Storage.Conformance;
using Observability.Storage.LiteDb;

namespace Observability.Tests.Storage.LiteDb;

public sealed class LiteDbPromptRegistryTests : PromptRegistryConformance, IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<LiteDbTraceStore> _stores = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _directory.Dispose();
    }

    protected override IPromptRegistry CreateRegistry()
    {
        var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = Path.Combine(_directory.Path, _stores.Count.ToString()) });
        _stores.Add(store);
        return new CatalogPromptRegistry(store, ProjectId.Default, TimeProvider.System);
    }
}
