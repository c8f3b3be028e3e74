using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Datasets;

public sealed class DatasetRunTests
{
    [Fact]
    public async Task CreateItem_NewRun_CreatesItAndHasTheWiresFields()
    {
        await using var host = await StartAsync();

        var item = await host.SendAsync(
            HttpMethod.Post,
            "dataset-run-items",
            new { runName = "run1", datasetItemId = "i1", traceId = "golden", observationId = "gen", runDescription = "rd", metadata = new { x = 1 } });

        Assert.Equal("createdAt datasetItemId datasetRunId datasetRunName id observationId traceId updatedAt", item.Names());
        Assert.Equal("golden", item.GetProperty("traceId").GetString());
        Assert.Equal("gen", item.GetProperty("observationId").GetString());
        var run = await host.GetAsync("datasets/ds/runs/run1");
        Assert.Equal("createdAt datasetId datasetName datasetRunItems description id metadata name updatedAt", run.Names());
        Assert.Equal("rd", run.GetProperty("description").GetString());
        Assert.Equal("""{"x":1}""", run.GetProperty("metadata").GetRawText());
        Assert.Equal(item.GetRawText(), run.GetProperty("datasetRunItems")[0].GetRawText());
        var list = await host.GetAsync($"dataset-run-items?datasetId={run.GetProperty("datasetId").GetString()}&runName=run1");
        Assert.Equal(item.GetRawText(), list.GetProperty("data")[0].GetRawText());
        Assert.Equal("""{"page":1,"limit":50,"totalItems":1,"totalPages":1}""", list.GetProperty("meta").GetRawText());
    }

    [Fact]
    public async Task CreateItem_SeveralOfOneItem_AreAllKeptAndRepetitionsAreNot()
    {
        await using var host = await StartAsync();
        var first = await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t1" });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t2" });

        var again = await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t1" });

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal(2, (await host.GetAsync("datasets/ds/runs/run1")).GetProperty("datasetRunItems").GetArrayLength());
    }

    [Fact]
    public async Task CreateItem_OnlyObservation_FindsItsTrace()
    {
        await using var host = await StartAsync();

        var item = await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", observationId = "gen" });

        Assert.Equal("golden", item.GetProperty("traceId").GetString());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", observationId = "nope" });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1" });
    }

    [Fact]
    public async Task CreateItem_VersionBeforeTheItem_Is404()
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(
            HttpStatusCode.NotFound, HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t", datasetVersion = "2001-01-01T00:00:00Z" });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t", datasetVersion = "2101-01-01T00:00:00Z" });
    }

    [Fact]
    public async Task Runs_Listed_HaveTheWiresFields()
    {
        await using var host = await StartAsync();
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t1" });
        await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run2", datasetItemId = "i1", traceId = "t1" });

        var runs = await host.GetAsync("datasets/ds/runs");

        Assert.Equal(2, runs.GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.Equal("createdAt datasetId datasetName description id metadata name updatedAt", runs.GetProperty("data")[0].Names());
        Assert.Equal("ds", runs.GetProperty("data")[0].GetProperty("datasetName").GetString());
    }

    [Fact]
    public async Task Delete_Run_TakesItsScoresAndNotTheOthers()
    {
        await using var host = await StartAsync();
        var run = (await host.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "i1", traceId = "t1" })).GetProperty("datasetRunId").GetString();
        await host.SendAsync(HttpMethod.Post, "scores", new { id = "of-run", datasetRunId = run, name = "accuracy", value = 0.75 });
        await host.SendAsync(HttpMethod.Post, "scores", new { id = "of-trace", traceId = "golden", name = "accuracy", value = 0.5 });
        Assert.Equal("of-run", (await host.GetAsync($"v2/scores?datasetRunId={run}")).GetProperty("data").Column("id"));

        var answer = await host.SendAsync(HttpMethod.Delete, "datasets/ds/runs/run1");

        Assert.Equal("""{"message":"Dataset run successfully deleted"}""", answer.GetRawText());
        Assert.Equal("", (await host.GetAsync($"v2/scores?datasetRunId={run}")).GetProperty("data").Column("id"));
        await host.GetAsync("v2/scores/of-trace");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "datasets/ds/runs/run1");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "datasets/ds/runs/run1");
    }

    [Theory]
    [InlineData("dataset-run-items", HttpStatusCode.BadRequest)]
    [InlineData("dataset-run-items?datasetId=nope&runName=run1", HttpStatusCode.NotFound)]
    [InlineData("datasets/ds/runs/nope", HttpStatusCode.NotFound)]
    public async Task Unknown_Run_IsRefused(string path, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        await host.RefusedAsync(status, HttpMethod.Get, path);
    }

    [Fact]
    public async Task CreateItem_UnknownItem_Is404()
    {
        await using var host = await StartAsync();

        var answer = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "dataset-run-items", new { runName = "run1", datasetItemId = "nope", traceId = "t" });

        Assert.Equal("""{"message":"Dataset item not found","error":"LangfuseNotFoundError"}""", answer.GetRawText());
        Assert.Equal(JsonValueKind.Array, (await host.GetAsync("datasets/ds/runs")).GetProperty("data").ValueKind);
    }

    private static async Task<ApiHost> StartAsync()
    {
        var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        await host.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "ds" });
        await host.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "ds", id = "i1", input = new { q = 1 } });
        return host;
    }
}
