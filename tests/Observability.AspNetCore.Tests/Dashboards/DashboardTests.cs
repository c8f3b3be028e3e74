using System.Net;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Dashboards;

public sealed class DashboardTests
{
    private const string Dashboards = "unstable/dashboards";
    private const string Widgets = "unstable/dashboard-widgets";

    private static readonly object Chart = new
    {
        name = "Cost by model", view = "observations", dimensions = new[] { new { field = "providedModelName" } }, metrics = new[] { new { measure = "totalCost", agg = "sum" } },
        filters = Array.Empty<object>(), chartType = "HORIZONTAL_BAR", chartConfig = new { row_limit = 10 },
    };

    [Fact]
    public async Task CreateWidget_Chart_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var widget = await host.SendAsync(HttpMethod.Post, Widgets, Chart);

        Assert.Equal("chartConfig chartType createdAt description dimensions filters id metrics name updatedAt view", widget.Names());
        Assert.Equal("""{"type":"HORIZONTAL_BAR","row_limit":10}""", widget.GetProperty("chartConfig").GetRawText());
        Assert.Equal("", widget.GetProperty("description").GetString());
        Assert.Equal(widget.GetRawText(), (await host.GetAsync($"{Widgets}/{widget.GetProperty("id").GetString()}")).GetRawText());
        Assert.Equal(widget.GetRawText(), (await host.GetAsync(Widgets)).GetProperty("data")[0].GetRawText());
    }

    [Fact]
    public async Task UpdateWidget_OtherChart_BeginsItsConfigAnew()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var path = $"{Widgets}/{(await host.SendAsync(HttpMethod.Post, Widgets, Chart)).GetProperty("id").GetString()}";

        var renamed = await host.SendAsync(HttpMethod.Patch, path, new { name = "Cost" });
        var redrawn = await host.SendAsync(HttpMethod.Patch, path, new { chartType = "PIE" });

        Assert.Equal("""{"type":"HORIZONTAL_BAR","row_limit":10}""", renamed.GetProperty("chartConfig").GetRawText());
        Assert.Equal("""{"type":"PIE"}""", redrawn.GetProperty("chartConfig").GetRawText());
        Assert.Equal("Cost", redrawn.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"view":"observations","metrics":[{"measure":"count","agg":"count"}],"chartType":"PIE"}""")]
    [InlineData("""{"name":"n","view":"nothing","metrics":[{"measure":"count","agg":"count"}],"chartType":"PIE"}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":[],"chartType":"PIE"}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":[{"measure":"nothing","agg":"count"}],"chartType":"PIE"}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":[{"measure":"count","agg":"count"}],"chartType":"CLOUD"}""")]
    [InlineData("""{"name":"n","view":"observations","dimensions":[{"field":"nothing"}],"metrics":[{"measure":"count","agg":"count"}],"chartType":"PIE"}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":[{"measure":"count","agg":"count"}],"chartType":"PIE","chartConfig":{"type":"NUMBER"}}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":[{"measure":"count","agg":"count"}],"chartType":"PIE","filters":{}}""")]
    [InlineData("""{"name":"n","view":"observations","metrics":"count","chartType":"PIE"}""")]
    public async Task CreateWidget_Invalid_Is400(string body)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, Widgets, JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Dashboard_WithTiles_KeepsWhereTheyAre()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var widget = (await host.SendAsync(HttpMethod.Post, Widgets, Chart)).GetProperty("id").GetString();
        var dashboard = await host.SendAsync(HttpMethod.Post, Dashboards, new { name = "Costs", description = "d" });
        var path = $"{Dashboards}/{dashboard.GetProperty("id").GetString()}";

        var first = await host.SendAsync(HttpMethod.Post, path + "/placements", new { type = "widget", widgetId = widget, id = "one" });
        var second = await host.SendAsync(HttpMethod.Post, path + "/placements", new { type = "preset", presetId = "latency", x_size = 12, y_size = 3 });
        var moved = await host.SendAsync(HttpMethod.Patch, path + "/placements/one", new { x = 6 });

        Assert.Equal("createdAt definition description filters id name updatedAt", dashboard.Names());
        Assert.Equal("""{"id":"one","type":"widget","widgetId":"WIDGET","x":0,"y":0,"x_size":6,"y_size":6}""".Replace("WIDGET", widget, StringComparison.Ordinal), first.GetRawText());
        Assert.Equal("id presetId type x x_size y y_size", second.Names());
        Assert.Equal(6, second.GetProperty("y").GetInt32());
        Assert.Equal(6, moved.GetProperty("x").GetInt32());
        var read = await host.GetAsync(path);
        Assert.Equal(2, read.GetProperty("definition").GetProperty("widgets").GetArrayLength());
        Assert.Equal(moved.GetRawText(), read.GetProperty("definition").GetProperty("widgets")[0].GetRawText());
    }

    [Fact]
    public async Task Placements_ThatCannotBe_AreRefused()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var widget = (await host.SendAsync(HttpMethod.Post, Widgets, Chart)).GetProperty("id").GetString();
        var path = $"{Dashboards}/{(await host.SendAsync(HttpMethod.Post, Dashboards, new { name = "Costs" })).GetProperty("id").GetString()}/placements";
        await host.SendAsync(HttpMethod.Post, path, new { type = "widget", widgetId = widget, id = "one" });

        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, path, new { type = "widget", widgetId = widget, id = "one" });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, path, new { type = "widget", widgetId = "nope" });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, new { type = "chart", widgetId = widget });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, new { type = "widget", widgetId = widget, x = 12 });
        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Patch, path + "/one", new { id = "two" });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Patch, path + "/nope", new { x = 1 });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Delete, path + "/nope");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, Dashboards + "/nope/placements", new { type = "widget", widgetId = widget });
    }

    [Fact]
    public async Task DeleteWidget_ThatIsShown_IsAConflict()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var widget = (await host.SendAsync(HttpMethod.Post, Widgets, Chart)).GetProperty("id").GetString();
        var dashboard = await host.SendAsync(HttpMethod.Post, Dashboards, new { name = "Costs", definition = new { widgets = new[] { new { id = "a", type = "widget", widgetId = widget } } } });
        var path = $"{Dashboards}/{dashboard.GetProperty("id").GetString()}";

        await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Delete, $"{Widgets}/{widget}");
        await host.SendAsync(HttpMethod.Delete, path + "/placements/a");
        await host.SendAsync(HttpMethod.Delete, $"{Widgets}/{widget}");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{Widgets}/{widget}");
        await host.SendAsync(HttpMethod.Delete, path);
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, path);
    }

    [Fact]
    public async Task List_NothingThere_IsAnEmptyPage()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        foreach (var path in new[] { Dashboards, Widgets, "unstable/evaluators", "unstable/evaluation-rules", "v2/evaluators", "llm-connections", "annotation-queues", "comments", "score-configs", "v2/datasets" })
        {
            Assert.Equal("""{"data":[],"meta":{"page":1,"limit":50,"totalItems":0,"totalPages":0}}""", (await host.GetAsync(path)).GetRawText());
        }
    }
}
