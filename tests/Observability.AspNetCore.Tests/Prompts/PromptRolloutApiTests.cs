using System.Net;
using System.Text.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Prompts;

public sealed class PromptRolloutApiTests
{
    [Fact]
    public async Task Rollout_OverTheApi_StartsIsReadAndStops()
    {
        await using var host = await TwoVersionsAsync();

        var started = await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "prompt-rollouts?author=ana", new
        {
            promptName = "p",
            promptVersion = 2,
            stages = new[] { new { share = 0.1, durationSeconds = 3600 } },
            guards = new object[] { new { measure = "LATENCY", tolerance = 0.5 }, new { measure = "SCORE", scoreName = "helpful" } },
        });
        var id = started.GetProperty("id").GetString();

        Assert.Equal(("RUNNING", 1, "production"), (started.GetProperty("state").GetString(), started.GetProperty("controlVersion").GetInt32(), started.GetProperty("label").GetString()));
        Assert.Equal("""{"production":{"2":0.1}}""", (await host.GetAsync("prompt-versions?name=p")).GetProperty("prompt").GetProperty("splits").GetRawText());
        Assert.Equal("""{"2":0.1}""", (await host.GetAsync("v2/prompts/p")).GetProperty("split").GetRawText());
        Assert.False((await host.GetAsync("v2/prompts/p?key=ana")).TryGetProperty("split", out _));
        Assert.Equal(id, (await host.GetAsync("prompt-rollouts?name=p")).GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Empty((await host.GetAsync("prompt-rollouts?name=q")).GetProperty("data").EnumerateArray());

        var stopped = await host.SendAsync(HttpMethod.Post, $"prompt-rollouts/{id}/stop?author=ben&reason=enough");

        Assert.Equal("STOPPED", stopped.GetProperty("state").GetString());
        var decisions = (await host.GetAsync($"prompt-rollouts/{id}")).GetProperty("decisions");
        Assert.Equal(["STARTED ana", "STOPPED ben"], decisions.EnumerateArray().Select(decision => $"{decision.GetProperty("action").GetString()} {decision.GetProperty("author").GetString()}"));
        Assert.Equal("enough", decisions[1].GetProperty("reason").GetString());
        Assert.Equal("{}", (await host.GetAsync("prompt-versions?name=p")).GetProperty("prompt").GetProperty("splits").GetRawText());
        Assert.Contains("ROLLOUT_CHANGED", (await host.GetAsync("prompt-changes?name=p")).GetProperty("data").Column("kind"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollout_ThatMakesNoSense_IsRefused()
    {
        await using var host = await TwoVersionsAsync();
        object[] bad =
        [
            new { }, new { promptName = "p" }, new { promptName = "p", promptVersion = 2, guards = new[] { new { measure = "LUCK" } } },
            new { promptName = "p", promptVersion = 2, stages = new[] { new { share = 0.9, durationSeconds = 1 } } },
            new { promptName = "p", promptVersion = 2, stages = new[] { new { share = 0.1, durationSeconds = -1 } } }, new { promptName = "p", promptVersion = 2, level = 2 },
        ];

        foreach (var body in bad)
        {
            await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "prompt-rollouts", body);
        }

        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "prompt-rollouts", new { promptName = "q", promptVersion = 2 });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "prompt-rollouts/none");
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "prompt-rollouts/none/stop");
    }

    [Fact]
    public async Task Split_OverTheApi_IsSetAndEnded()
    {
        await using var host = await TwoVersionsAsync();

        var set = await host.SendAsync(HttpMethod.Put, "prompt-splits", new { name = "p", split = new Dictionary<string, double> { ["2"] = 0.25 } });
        Assert.Equal("""{"production":{"2":0.25}}""", set.GetProperty("splits").GetRawText());
        var ended = await host.SendAsync(HttpMethod.Put, "prompt-splits", new { name = "p" });

        Assert.Equal("{}", ended.GetProperty("splits").GetRawText());
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Put, "prompt-splits", new { name = "p", split = new Dictionary<string, double> { ["2"] = 1.25 } });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Put, "prompt-splits", new { name = "p", split = new Dictionary<string, double> { ["x"] = 0.25 } });
        await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Put, "prompt-splits", new { name = "p", label = "Not A Label" });
        await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Put, "prompt-splits", new { name = "q" });
    }

    [Fact]
    public async Task Metrics_OfAPrompt_AreThoseOfEachVersion()
    {
        var store = new InMemoryTraceStore();
        await using var host = await TwoVersionsAsync(store);
        var now = Telemetry.Start;
        var calls = Enumerable.Range(1, 4).Select(i => Telemetry.Observation($"{i:x32}", $"{i:x16}") with
        {
            Kind = ObservationKind.Generation,
            StartTime = now.AddMinutes(-10),
            EndTime = now.AddMinutes(-10).AddSeconds(i),
            Prompt = new PromptLink("p", i < 4 ? 2 : 1),
            Cost = new Cost { Total = 0.5m, Source = CostSource.Provided },
        }).ToList();
        var scores = calls.Select((call, i) => new Score { Id = new ScoreId($"{i}"), Name = "helpful", Value = i == 0 ? 0 : 1, Target = ScoreTarget.Observation(call.TraceId, call.Id), Timestamp = now });
        await store.WriteAsync(new TelemetryBatch { Observations = calls, Scores = [.. scores] }, TestContext.Current.CancellationToken);

        var data = (await host.GetAsync($"prompt-metrics?name=p&fromTimestamp={Uri.EscapeDataString(now.AddHours(-1).ToString("O"))}&toTimestamp={Uri.EscapeDataString(now.ToString("O"))}")).GetProperty("data");

        Assert.Empty((await host.GetAsync($"prompt-metrics?name=p&toTimestamp={Uri.EscapeDataString(now.AddDays(-1).ToString("O"))}")).GetProperty("data").EnumerateArray());
        Assert.Equal("2 1", data.Column("promptVersion"));
        Assert.Equal((3, 2.0, 1.5), (data[0].GetProperty("calls").GetInt32(), data[0].GetProperty("averageLatency").GetDouble(), data[0].GetProperty("totalCost").GetDouble()));
        var score = data[0].GetProperty("scores")[0];
        Assert.Equal(("helpful", 3, 0.667), (score.GetProperty("name").GetString(), score.GetProperty("count").GetInt32(), Math.Round(score.GetProperty("mean").GetDouble(), 3)));
        Assert.True(score.GetProperty("lower").GetDouble() < 0.667 && score.GetProperty("upper").GetDouble() > 0.667);
        Assert.Equal(JsonValueKind.Null, data[1].GetProperty("scores")[0].GetProperty("lower").ValueKind);
    }

    private static async Task<ApiHost> TwoVersionsAsync(InMemoryTraceStore? store = null)
    {
        var host = await ApiHost.StartAsync(store ?? new InMemoryTraceStore());
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "one", labels = new[] { "production" } });
        await host.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "p", prompt = "two" });
        return host;
    }
}
