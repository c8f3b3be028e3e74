using System.Net;
using System.Text.Json;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public async Task Create_WithPlainPrices_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var model = await host.SendAsync(HttpMethod.Post, "models", new { modelName = "golden-m", matchPattern = "(?i)^custom-model$", unit = "TOKENS", inputPrice = 0.001, outputPrice = 0.002 });

        var id = model.GetProperty("id").GetString()!;
        Assert.Equal(
            "createdAt id inputPrice isLangfuseManaged matchPattern modelName outputPrice prices pricingTiers startDate tokenizerConfig tokenizerId totalPrice unit",
            model.Names());
        Assert.Equal("""{"input":{"price":0.001},"output":{"price":0.002}}""", model.GetProperty("prices").GetRawText());
        Assert.Equal(
            $$$"""[{"id":"{{{id}}}_tier_default","name":"Standard","isDefault":true,"priority":0,"conditions":[],"prices":{"input":0.001,"output":0.002}}]""",
            model.GetProperty("pricingTiers").GetRawText());
        Assert.False(model.GetProperty("isLangfuseManaged").GetBoolean());
        Assert.Equal(model.GetRawText(), (await host.GetAsync("models/" + id)).GetRawText());
        Assert.Equal(model.GetRawText(), (await host.GetAsync("models?limit=1")).GetProperty("data")[0].GetRawText());
        Assert.Equal("""{"message":"Model successfully deleted"}""", (await host.SendAsync(HttpMethod.Delete, "models/" + id)).GetRawText());
        var missing = await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "models/" + id);
        Assert.Equal("""{"message":"No model with this id found.","error":"LangfuseNotFoundError"}""", missing.GetRawText());
    }

    [Fact]
    public async Task List_OwnAndBuiltIn_ArePagedAsOne()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        foreach (var name in new[] { "one", "two", "three" })
        {
            await host.SendAsync(HttpMethod.Post, "models", new { modelName = name, matchPattern = name, inputPrice = 1 });
        }

        var pages = new[] { await host.GetAsync("models?limit=2"), await host.GetAsync("models?limit=2&page=2"), await host.GetAsync("models?limit=2&page=3") };
        var ids = pages.SelectMany(page => page.GetProperty("data").EnumerateArray()).Select(model => (Id: model.GetProperty("id").GetString(), IsBuiltIn: model.GetProperty("isLangfuseManaged").GetBoolean())).ToList();

        Assert.Equal([false, false, false, true, true, true], ids.Select(model => model.IsBuiltIn));
        Assert.Equal(6, ids.Select(model => model.Id).Distinct().Count());
        Assert.True(pages[0].GetProperty("meta").GetProperty("totalItems").GetInt32() > 1000);
        var builtIn = await host.GetAsync("models/" + ids[^1].Id);
        Assert.Equal("2026-08-01T00:00:00.000Z", builtIn.GetProperty("createdAt").GetString());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, "models/" + ids[^1].Id);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Put, "models/" + ids[^1].Id, new { modelName = "x", matchPattern = "x", inputPrice = 1 });
    }

    [Fact]
    public async Task Observations_OfDefinedModel_ArePricedByItAtOnce()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await WriteAsync(host, "before");
        var id = (await host.SendAsync(HttpMethod.Post, "models", new { modelName = "mine", matchPattern = "(?i)^gpt-4o", inputPrice = 0.5, outputPrice = 2 })).GetProperty("id").GetString();
        await WriteAsync(host, "defined");
        await host.SendAsync(HttpMethod.Put, "models/" + id, new { modelName = "mine", matchPattern = "(?i)^gpt-4o", inputPrice = 1, outputPrice = 2 });
        await WriteAsync(host, "replaced");
        await host.SendAsync(HttpMethod.Delete, "models/" + id);
        await WriteAsync(host, "deleted");

        Assert.Equal(150m, await CostOfAsync(host, "defined"));
        Assert.Equal(200m, await CostOfAsync(host, "replaced"));
        Assert.Equal(await CostOfAsync(host, "before"), await CostOfAsync(host, "deleted"));
        Assert.NotEqual(150m, await CostOfAsync(host, "before"));
    }

    [Fact]
    public async Task Recompute_AfterAChange_RewritesComputedCostsOnly()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await WriteAsync(host, "computed");
        await WriteAsync(host, "late", 100);
        await host.Services.SubmitAsync(Telemetry.Generation("provided", "provided") with { Cost = new Cost { Total = 7, Source = CostSource.Provided } });
        await host.SendAsync(HttpMethod.Post, "models", new { modelName = "mine", matchPattern = "^gpt-4o", inputPrice = 0.5, outputPrice = 2 });

        var started = await host.SendAsync(HttpMethod.Post, "models/recompute", new { toStartTime = "2026-11-23T17:36:00Z" });

        var done = await DoneAsync(host, started.GetProperty("id").GetString()!);
        Assert.Equal("changed endedAt error examined id startedAt status", done.Names());
        Assert.Equal("COMPLETED", done.GetProperty("status").GetString());
        Assert.Equal(2, done.GetProperty("examined").GetInt32());
        Assert.Equal(1, done.GetProperty("changed").GetInt32());
        Assert.Equal(150m, await CostOfAsync(host, "computed"));
        Assert.Equal(7m, await CostOfAsync(host, "provided"));
        Assert.NotEqual(150m, await CostOfAsync(host, "late"));
        var again = await DoneAsync(host, (await host.SendAsync(HttpMethod.Post, "models/recompute", new { toStartTime = "2026-11-23T17:36:00Z" })).GetProperty("id").GetString()!);
        Assert.Equal(0, again.GetProperty("changed").GetInt32());
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "models/recompute/nope");
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "models/recompute", new { fromStartTime = "2026-11-24T00:00:00Z", toStartTime = "2026-11-23T00:00:00Z" });
    }

    [Fact]
    public async Task Observations_PricedByAModel_NameItAndItsTier()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await WriteAsync(host, "builtin");
        var id = (await host.SendAsync(HttpMethod.Post, "models", new
        {
            modelName = "mine",
            matchPattern = "^gpt-4o",
            pricingTiers = new object[]
            {
                new { name = "Plain", isDefault = true, priority = 0, conditions = Array.Empty<object>(), prices = new { input = 1 } },
                new { name = "Long", isDefault = false, priority = 1, conditions = new[] { new { usageDetailPattern = "^input", @operator = "gt", value = 99 } }, prices = new { input = 2 } },
            },
        })).GetProperty("id").GetString()!;
        await WriteAsync(host, "defined");

        var builtIn = await PriceOfAsync(host, "builtin");
        var defined = await PriceOfAsync(host, "defined");
        await DoneAsync(host, (await host.SendAsync(HttpMethod.Post, "models/recompute", new { })).GetProperty("id").GetString()!);

        Assert.Equal("gpt-4o-2024-08-06", (await host.GetAsync("models/" + builtIn.ModelId)).GetProperty("modelName").GetString());
        Assert.Equal(($"{builtIn.ModelId}_tier_default", "Standard"), (builtIn.TierId, builtIn.TierName));
        Assert.Equal((id, $"{id}_tier_1", "Long"), defined);
        Assert.Equal(defined, await PriceOfAsync(host, "builtin"));
    }

    [Theory]
    [InlineData("""{"matchPattern":"x","inputPrice":1}""")]
    [InlineData("""{"modelName":"x","inputPrice":1}""")]
    [InlineData("""{"modelName":"x","matchPattern":"(","inputPrice":1}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","inputPrice":-1}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","inputPrice":1e999}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","inputPrice":1,"totalPrice":1}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","unit":"BYTES"}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","inputPrice":1,"pricingTiers":[{"name":"a","isDefault":true,"priority":0,"conditions":[],"prices":{"input":1}}]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[null]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[{"name":"a","isDefault":true,"priority":0,"conditions":[],"prices":{}}]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[{"name":"a","isDefault":false,"priority":0,"conditions":[],"prices":{"input":1}}]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[{"name":"a","isDefault":true,"priority":0,"prices":{"input":1}},{"name":"b","isDefault":false,"priority":1,"prices":{"input":1},"conditions":[{"usageDetailPattern":"(","operator":"gt","value":1}]}]}""")]
    [InlineData("""{"modelName":"x","matchPattern":"x","pricingTiers":[{"name":"a","isDefault":true,"priority":0,"prices":{"input":1}},{"name":"b","isDefault":false,"priority":1,"prices":{"input":1},"conditions":[{"source":"headers","key":"k","operator":"in","values":["a"]}]}]}""")]
    public async Task Create_Invalid_Is400(string body)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "models", JsonDocument.Parse(body).RootElement);
    }

    private static Task WriteAsync(ApiHost host, string id, double atSeconds = 0) =>
        host.Services.SubmitAsync(Telemetry.Generation(id, id, atSeconds) with { Usage = new Usage { Input = 100, Output = 50 }, Cost = null });

    private static async Task<decimal?> CostOfAsync(ApiHost host, string id) =>
        (await host.GetAsync($"observations/{id}")).GetProperty("calculatedTotalCost").GetDecimal();

    /// <summary>The model and tier of an observation's price, which both forms of the wire have to name alike.</summary>
    private static async Task<(string? ModelId, string? TierId, string? TierName)> PriceOfAsync(ApiHost host, string id)
    {
        var first = await host.GetAsync($"observations/{id}");
        var second = (await host.GetAsync($"v2/observations?traceId={id}&fields=core,model,usage")).GetProperty("data")[0];
        var price = (first.GetProperty("modelId").GetString(), first.GetProperty("usagePricingTierId").GetString(), first.GetProperty("usagePricingTierName").GetString());
        Assert.Equal(price, (second.GetProperty("modelId").GetString(), second.GetProperty("usagePricingTierId").GetString(), second.GetProperty("usagePricingTierName").GetString()));
        Assert.Equal(price.Item1, second.GetProperty("internalModelId").GetString());
        return price;
    }

    private static async Task<JsonElement> DoneAsync(ApiHost host, string id)
    {
        while (true)
        {
            var run = await host.GetAsync("models/recompute/" + id);
            if (run.GetProperty("status").GetString() != "RUNNING")
            {
                return run;
            }

            await Task.Yield();
        }
    }
}
