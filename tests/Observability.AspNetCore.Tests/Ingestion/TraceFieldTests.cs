using System.Text.Json.Nodes;
using Observability.AspNetCore.Ingestion;
using Observability.Model;
using Observability.Storage.InMemory;
using static Observability.AspNetCore.Tests.Ingestion.Events;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>An observation is found by what was said of its trace, in whatever order and however far apart the two came.</summary>
public sealed class TraceFieldTests
{
    private static readonly JsonObject Trace = Event("trace-create", """{"id":"t","name":"support","userId":"u","sessionId":"s","release":"r","tags":["vip"]}""");
    private static readonly JsonObject Span = Event("span-create", """{"id":"o","traceId":"t","input":"hello"}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Observation_OfATraceInAnotherForgottenBatch_IsFoundByTheTracesFields(bool isTraceFirst)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        foreach (var item in isTraceFirst ? new[] { Trace, Span } : [Span, Trace])
        {
            await AcceptAndForgetAsync(host, item);
        }

        foreach (var (column, value) in new[] { ("traceName", "support"), ("userId", "u"), ("sessionId", "s"), ("release", "r") })
        {
            Assert.Equal("o", await FoundAsync(host, "string", column, $"\"{value}\"", "="));
        }

        Assert.Equal("o", await FoundAsync(host, "arrayOptions", "tags", """["vip"]""", "any of"));
        var observation = await host.GetAsync("observations/o");
        Assert.Equal(("support", "u", "s", "hello"), (observation.GetProperty("traceName").GetString(), observation.GetProperty("userId").GetString(), observation.GetProperty("sessionId").GetString(), observation.GetProperty("input").GetString()));
    }

    [Fact]
    public async Task Trace_RenamedLater_IsTheNameThatItsObservationsAreFoundBy()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await AcceptAndForgetAsync(host, Trace);
        await AcceptAndForgetAsync(host, Span);

        await AcceptAndForgetAsync(host, Event("trace-create", """{"id":"t","name":"renamed","userId":null}""", atSeconds: 1));

        Assert.Equal("o", await FoundAsync(host, "string", "traceName", "\"renamed\"", "="));
        Assert.Equal("", await FoundAsync(host, "string", "traceName", "\"support\"", "="));
        Assert.Equal("", await FoundAsync(host, "string", "userId", "\"u\"", "="));
        Assert.Equal("o", await FoundAsync(host, "string", "sessionId", "\"s\"", "="));
    }

    private static async Task AcceptAndForgetAsync(ApiHost host, JsonObject item)
    {
        await host.AcceptedAsync(item);
        EventMerger.Of(host.Observability).Forget(ProjectId.Default, [new TraceId("t")]);
    }

    /// <summary>The ids found in both forms of the wire, which must agree.</summary>
    private static async Task<string> FoundAsync(ApiHost host, string type, string column, string value, string @operator)
    {
        var filter = Uri.EscapeDataString($$"""[{"type":"{{type}}","column":"{{column}}","operator":"{{@operator}}","value":{{value}}}]""");
        var first = (await host.GetAsync("observations?filter=" + filter)).GetProperty("data").Column("id");
        Assert.Equal(first, (await host.GetAsync("v2/observations?filter=" + filter)).GetProperty("data").Column("id"));
        return first;
    }
}
