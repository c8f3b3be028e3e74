using System.Net;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Tests;

public sealed class UserErasureTests
{
    [Fact]
    public async Task Delete_User_LeavesNothingOfHim()
    {
        var store = await Telemetry.OneTraceAsync();
        await store.AddAsync(Telemetry.Trace("other") with { UserId = new UserId("u2") });
        await using var host = await ApiHost.StartAsync(store);
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "his", input = "his words", sourceTraceId = "golden" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "his", input = "his other words" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "mine", input = "my words", sourceTraceId = "other" });

        var answer = await host.SendAsync(HttpMethod.Delete, "users/u1");

        Assert.Equal("""{"message":"User data deleted successfully","traces":1,"observations":2,"scores":2,"datasetItems":1}""", answer.GetRawText());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "traces/golden");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "v2/scores/score1");
        Assert.Equal("u2", (await host.GetAsync("users")).GetProperty("data").Column("id"));
        Assert.Equal("mine", (await host.GetAsync("dataset-items")).GetProperty("data").Column("id"));
        foreach (var collection in new[] { "dataset-items", "dataset-item-archive", "dataset-item-versions" })
        {
            var documents = await store.ListAsync(new CatalogQuery { Collection = collection }, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(documents.Items, document => document.Content.ToString().Contains("his", StringComparison.Ordinal));
        }

        Assert.Equal(0, (await host.SendAsync(HttpMethod.Delete, "users/u1")).GetProperty("traces").GetInt32());
    }

    [Fact]
    public async Task Delete_UserWithSlashInHisName_IsFound()
    {
        var store = new Storage.InMemory.InMemoryTraceStore();
        await store.AddAsync(Telemetry.Trace("t") with { UserId = new UserId("a/b") });
        await using var host = await ApiHost.StartAsync(store);

        Assert.Equal(1, (await host.SendAsync(HttpMethod.Delete, "users/a%2Fb")).GetProperty("traces").GetInt32());
    }

    [Fact]
    public async Task Delete_TraceWhoseMediaADatasetShows_KeepsTheMedia()
    {
        var shown = new MediaContent("image/png", new byte[] { 1, 2, 3 });
        var lost = new MediaContent("image/png", new byte[] { 4, 5, 6 });
        var media = new DictionaryMediaStore(shown, lost);
        var store = new Storage.InMemory.InMemoryTraceStore();
        await store.AddAsync(Telemetry.Observation("t", "o") with { Input = Payload.FromText($"{new MediaReference(shown.Id, "image/png")} {new MediaReference(lost.Id, "image/png")}") });
        await using var host = await ApiHost.StartAsync(store, services: builder => builder.Services.AddLlmObservability(options => options.UseMedia(() => media)));
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i", input = new MediaReference(shown.Id, "image/png").ToString(), sourceTraceId = "t" });

        await host.SendAsync(HttpMethod.Delete, "traces/t");

        Assert.NotNull(await media.GetAsync(ProjectId.Default, shown.Id, TestContext.Current.CancellationToken));
        Assert.Null(await media.GetAsync(ProjectId.Default, lost.Id, TestContext.Current.CancellationToken));
    }
}
