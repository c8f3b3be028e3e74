using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Datasets;

public sealed class DatasetTests
{
    [Fact]
    public async Task Create_ThenGet_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var created = await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds", description = "d", metadata = new { a = 1 } });

        Assert.Equal("createdAt description expectedOutputSchema id inputSchema metadata name projectId updatedAt", created.Names());
        Assert.Equal("ds", created.GetProperty("name").GetString());
        Assert.Equal("default", created.GetProperty("projectId").GetString());
        Assert.Equal("""{"a":1}""", created.GetProperty("metadata").GetRawText());
        Assert.Equal(JsonValueKind.Null, created.GetProperty("inputSchema").ValueKind);
        Assert.Equal(created.GetRawText(), (await host.GetAsync("v2/datasets/ds")).GetRawText());
    }

    [Fact]
    public async Task Create_SameNameAgain_ChangesOnlyWhatIsGiven()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var first = await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds", description = "d", metadata = new { a = 1 } });

        var second = await host.SendAsync(HttpMethod.Post, "datasets", new { name = "ds", metadata = (object?)null });

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal("d", second.GetProperty("description").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("metadata").ValueKind);
    }

    [Fact]
    public async Task Get_NameWithSlashes_IsFoundEncoded()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "folder/sub/ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "folder/sub/ds", id = "i/1", input = 1 });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "a/run", datasetItemId = "i/1", traceId = "t" });

        Assert.Equal("folder/sub/ds", (await host.GetAsync("v2/datasets/folder%2Fsub%2Fds")).GetProperty("name").GetString());
        Assert.Equal("a/run", (await host.GetAsync("datasets/folder%2Fsub%2Fds/runs/a%2Frun")).GetProperty("name").GetString());
        Assert.Equal("i/1", (await host.GetAsync("dataset-items/i%2F1")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task List_Paged_CountsAndGoesOn()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        foreach (var name in new[] { "a", "b", "c" })
        {
            await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name });
        }

        var pages = new[] { await host.GetAsync("v2/datasets?limit=2"), await host.GetAsync("v2/datasets?limit=2&page=2") };

        Assert.Equal("""{"page":1,"limit":2,"totalItems":3,"totalPages":2}""", RemoveCursor(pages[0].GetProperty("meta")));
        Assert.Equal(["a", "b", "c"], pages.SelectMany(page => page.GetProperty("data").EnumerateArray()).Select(dataset => dataset.GetProperty("name").GetString()).Order());
    }

    [Fact]
    public async Task LegacyForms_WithItemsAndRuns_HoldThem()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await host.SendAsync(HttpMethod.Post, "datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i1", input = new { q = 1 } });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "old", status = "ARCHIVED" });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t" });

        var one = await host.GetAsync("datasets/ds");
        var listed = (await host.GetAsync("datasets")).GetProperty("data")[0];

        Assert.Equal("createdAt description expectedOutputSchema id inputSchema items metadata name projectId runs updatedAt", one.Names());
        Assert.Equal("i1", one.GetProperty("items").Column("id"));
        Assert.Equal("""["run1"]""", one.GetProperty("runs").GetRawText());
        Assert.Equal(["i1", "old"], listed.GetProperty("items").EnumerateArray().Select(id => id.GetString()).Order());
        Assert.Equal("""["run1"]""", listed.GetProperty("runs").GetRawText());
    }

    [Fact]
    public async Task Delete_WithItemsAndRuns_LeavesNothing()
    {
        var store = new InMemoryTraceStore();
        await using var host = await ApiHost.StartAsync(store);
        await host.SendAsync(HttpMethod.Post, "datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i1", input = 1 });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i1", input = 2 });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t" });

        await host.SendAsync(HttpMethod.Delete, "v2/datasets/ds");

        foreach (var collection in new[] { "datasets", "dataset-items", "dataset-item-archive", "dataset-item-versions", "dataset-runs", "dataset-run-items" })
        {
            Assert.Empty((await store.ListAsync(new Storage.Catalog.CatalogQuery { Collection = collection }, TestContext.Current.CancellationToken)).Items);
        }
    }

    [Fact]
    public async Task Unknown_Dataset_Is404()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "v2/datasets/nope");

        Assert.Equal("""{"message":"Dataset not found","error":"LangfuseNotFoundError"}""", answer.GetRawText());
        Assert.Equal(
            "Dataset nope not found for project default",
            (await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "dataset-items", new { datasetName = "nope", input = 1 })).GetProperty("message").GetString());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "dataset-items?datasetName=nope");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "datasets/nope/runs");
    }

    [Fact]
    public async Task Create_WithoutName_SaysWhatIsMissing()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "v2/datasets", new { });

        Assert.Equal(
            """{"message":"Invalid request data","error":[{"expected":"string","code":"invalid_type","path":["name"],"message":"Invalid input: expected string, received undefined"}]}""",
            answer.GetRawText());
    }

    internal static string RemoveCursor(JsonElement meta)
    {
        var node = System.Text.Json.Nodes.JsonObject.Create(meta)!;
        node.Remove("cursor");
        return node.ToJsonString();
    }
}
