using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Conformance;
using Observability.Storage.LiteDb;

namespace Observability.Tests.Storage.LiteDb;

public sealed class LiteDbCatalogStoreConformanceTests : CatalogStoreConformance, IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<LiteDbTraceStore> _stores = [];

    [Fact]
    public async Task Open_AfterClosing_HasWhatWasCommitted()
    {
        var document = new CatalogDocument { Project = ProjectId.Default, Collection = "c", Id = "i", Sort = "s", Keys = [new("k", "v")], Content = Payload.Parse("[1]") };
        await using (var store = Open("again"))
        {
            await store.CommitAsync([CatalogChange.Put(document)]);
        }

        var read = await Open("again").ListAsync(new CatalogQuery { Collection = "c", Key = new("k", "v"), IncludeTotal = true });

        Assert.Equal((1, "[1]"), (read.TotalCount, read.Items.Single().Content.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _directory.Dispose();
    }

    protected override ICatalogStore CreateStore() => Open(_stores.Count.ToString());

    private LiteDbTraceStore Open(string name)
    {
        var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = Path.Combine(_directory.Path, name) });
        _stores.Add(store);
        return store;
    }
}
