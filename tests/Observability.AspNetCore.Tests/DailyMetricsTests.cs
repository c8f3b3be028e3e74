using System.Text.Json;
using Observability.Model;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests;

public sealed class DailyMetricsTests
{
    [Fact]
    public async Task List_SeveralDays_HasTheWiresFieldsNewestFirst()
    {
        await using var host = await ApiHost.StartAsync(await ThreeDaysAsync());

        var answer = await host.GetAsync("metrics/daily");

        var days = answer.GetProperty("data");
        Assert.Equal("2026-11-25 2026-11-24 2026-11-23", days.Column("date"));
        Assert.Equal("countObservations countTraces date totalCost usage", days[0].Names());
        Assert.Equal((2, 3, 3.5), (days[2].GetProperty("countTraces").GetInt32(), days[2].GetProperty("countObservations").GetInt32(), days[2].GetProperty("totalCost").GetDouble()));
        Assert.Equal("gpt-4o other", days[2].GetProperty("usage").Column("model"));
        Assert.Equal(
            """{"model":"gpt-4o","inputUsage":20,"outputUsage":4,"totalUsage":24,"totalCost":2,"countObservations":2,"countTraces":2}""",
            JsonSerializer.Serialize(days[2].GetProperty("usage")[0]));

        // An observation of a trace that began the day before.
        Assert.Equal((0, 1), (days[1].GetProperty("countTraces").GetInt32(), days[1].GetProperty("countObservations").GetInt32()));
        Assert.Equal("""{"page":1,"limit":50,"totalItems":3,"totalPages":1}""", answer.GetProperty("meta").GetRawText());
    }

    [Theory]
    [InlineData("limit=1&page=2", "2026-11-24")]
    [InlineData("fromTimestamp=2026-11-24T00:00:00Z&toTimestamp=2026-11-25T00:00:00Z", "2026-11-24")]
    [InlineData("traceName=third", "2026-11-25")]
    [InlineData("userId=u3&tags=a", "2026-11-25")]
    [InlineData("environment=prod", "2026-11-25")]
    [InlineData("userId=nobody", "")]
    public async Task List_WithCondition_HoldsWhatMatches(string query, string expected)
    {
        await using var host = await ApiHost.StartAsync(await ThreeDaysAsync());

        Assert.Equal(expected, (await host.GetAsync("metrics/daily?" + query)).GetProperty("data").Column("date"));
    }

    [Fact]
    public async Task List_NothingThere_IsEmpty()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        Assert.Equal(0, (await host.GetAsync("metrics/daily")).GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    private static async Task<InMemoryTraceStore> ThreeDaysAsync()
    {
        const double Day = 86_400;
        static ObservationRecord Call(string trace, string id, double at, string model, decimal cost) => Telemetry.Generation(trace, id, at) with
        {
            Model = model,
            Usage = new Usage { Input = 10, Output = 2 },
            Cost = new Cost { Total = cost },
        };
        var store = new InMemoryTraceStore();
        await store.AddAsync(
            Call("t1", "a", 0, "gpt-4o", 0.5m),
            Call("t1", "b", 1, "other", 1.5m),
            Call("t2", "c", 2, "gpt-4o", 1.5m),
            Telemetry.Observation("t2", "d", Day) with { ParentId = new ObservationId("c") },
            Call("t3", "e", 2 * Day, "gpt-4o", 1) with { UserId = new UserId("u3"), Tags = ["a", "b"], TraceName = "third", Environment = "prod" });
        return store;
    }
}
