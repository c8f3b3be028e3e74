using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Evaluation;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Online;

/// <summary>Rules made over the API, executed by the application.</summary>
public sealed class OnlineRuleTests
{
    private static readonly object[] Output = [new { variable = "answer", source = "output", jsonPath = "$.text" }];

    [Fact]
    public async Task Rule_WithAStoredJudge_AsksTheModelOfItsConnection()
    {
        var judge = new ScriptedJudge("""{"reasoning":"short","score":7}""");
        var connections = new List<JudgeConnection>();
        await using var host = await StartAsync(judge, connections);
        await host.Api.SendAsync(HttpMethod.Put, "llm-connections", new
        {
            provider = "house", adapter = "openai", secretKey = "sk-secret-secret", baseURL = "https://models.example/v1", extraHeaders = new { team = "eval" },
        });
        await JudgeAsync(host, new { dataType = "NUMERIC", minValue = 0, maxValue = 10, score = new { description = "Ten is best." } });
        await RuleAsync(host, [new { type = "stringOptions", column = "type", @operator = "any of", value = new[] { "GENERATION" } }]);

        await SubmitAsync(host, "t1", """{"text":"Yes {{input}}."}""");
        await host.Api.Services.SubmitAsync(Telemetry.Observation("t2", "span") with { Output = Payload.Parse("""{"text":"no generation"}""") });
        await host.PassAsync(OnlineHost.Delay);

        var score = Assert.Single(await host.ScoresAsync());
        Assert.Equal(("brevity", 7d, "short"), (score.Name, score.Value.Number, score.Comment));
        Assert.Equal(ScoreTarget.Observation(new TraceId("t1"), new ObservationId("t1-gen")), score.Target);
        var connection = Assert.Single(connections);
        Assert.Equal(("house", "openai", "gpt-4o-mini", "sk-secret-secret", "eval"), (connection.Provider, connection.Adapter, connection.Model, connection.SecretKey, connection.Headers["team"]));
        Assert.DoesNotContain("secret-secret", connection.ToString(), StringComparison.Ordinal);
        var (messages, options) = Assert.Single(judge.Requests);
        Assert.Contains("Yes {{input}}.", messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Ten is best.", messages[0].Text, StringComparison.Ordinal);
        Assert.Equal("gpt-4o-mini", options?.ModelId);
        Assert.Equal("brevity", Assert.Single(await host.TracesAsync(Evaluator.JudgeEnvironment)).Trace.Name);
    }

    [Fact]
    public async Task Rule_MadeWhereThereWasNone_JudgesWhatEndsFromThenOn()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder.AddEvaluator("length", (_, output, _) => (double)output.Length).AddOnlineEvaluation());
        await host.PassAsync(TimeSpan.Zero);
        await host.AnswerAsync("a", "before", "before");
        await host.Api.SendAsync(HttpMethod.Post, "v2/evaluation-rules", new { name = "all", target = "trace", enabled = true, evaluators = new[] { new { evaluator = new { name = "length" } } } });

        await host.AnswerAsync("a", "later", "after");
        await host.PassAsync(OnlineHost.Delay);

        Assert.Equal(new TraceId("after"), Assert.Single(await host.ScoresAsync()).Target.TraceId);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("made-after-the-start")]
    public async Task Traffic_WithoutRules_IsNotNotedAndNothingIsSaidToBeMissed(string project)
    {
        using var log = new CollectingLoggerProvider();
        await using var host = await OnlineHost.StartAsync(builder => builder.AddOnlineEvaluation().Services.AddSingleton<ILoggerProvider>(log));
        await host.PassAsync(TimeSpan.Zero);

        for (var sent = 0; sent <= NotedRecords.Max; sent += 1000)
        {
            var records = Enumerable.Range(sent, 1000).Select(i => Telemetry.Observation($"t{i}", $"o{i}") with { Project = new ProjectId(project) });
            await host.Observability.SubmitAsync(new TelemetryBatch { Observations = [.. records] }, TestContext.Current.CancellationToken);
            await host.PassAsync(TimeSpan.Zero);
        }

        await host.PassAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(log.Messages, message => message.Contains("passed over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rule_WhoseJudgeCannotBeReached_FailsWithWhatToDo()
    {
        await using var host = await StartAsync(new ScriptedJudge("{}"), []);
        await JudgeAsync(host, new { dataType = "BOOLEAN" });
        await RuleAsync(host);

        await SubmitAsync(host, "t1", """{"text":"x"}""");
        await host.PassAsync(OnlineHost.Delay);

        Assert.Equal("There is no LLM connection to 'house', which the evaluator 'brevity' asks. Create one.", (await host.JobsAsync("FAILED"))[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Rule_OutOfBudget_SaysThatItIsPausedUntilItGoesOn()
    {
        var judge = new ScriptedJudge(OnlineHost.Rating(4));
        await using var host = await OnlineHost.StartAsync(builder => builder.UseJudge(judge).AddOnlineEvaluation(online => (online.DailyBudgetUsd, online.MaxConcurrency) = (0.0003m, 1)));
        await JudgeAsync(host, new { dataType = "NUMERIC" }, model: null);
        var id = await RuleAsync(host);

        foreach (var trace in new[] { "t1", "t2", "t3" })
        {
            await SubmitAsync(host, trace, """{"text":"x"}""");
            await host.PassAsync(OnlineHost.Delay);
        }

        var paused = await host.Api.GetAsync("v2/evaluation-rules/" + id);
        var budget = await host.Api.GetAsync("evaluation-budget");
        Assert.Single(judge.Requests);
        Assert.Equal(("paused", "budget_exhausted"), (paused.GetProperty("status").GetString(), paused.GetProperty("pausedReason").GetString()));
        Assert.Equal("The daily budget of 0.0003 USD is used up. It goes on at 2026-11-24 00:00 UTC.", paused.GetProperty("pausedMessage").GetString());
        Assert.Equal((0.00021m, 0.0003m, 1), (budget.GetProperty("spentUsd").GetDecimal(), budget.GetProperty("limitUsd").GetDecimal(), budget.GetProperty("evaluations").GetInt32()));
        await host.PassAsync(TimeSpan.FromHours(8));

        Assert.Equal(2, judge.Requests.Count);
        Assert.Contains("2026-11-25", (await host.Api.GetAsync("v2/evaluation-rules/" + id)).GetProperty("pausedMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_ForExperiments_SeesTheDatasetItem()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder
            .AddEvaluator("same", (_, output, expected) => output == expected)
            .AddOnlineEvaluation());
        await host.Api.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "capitals" });
        await host.Api.SendAsync(HttpMethod.Post, "dataset-items", new { datasetName = "capitals", id = "france", input = "France", expectedOutput = "Paris" });
        await host.Api.SendAsync(HttpMethod.Post, "v2/evaluation-rules", new { name = "experiments", target = "experiment", enabled = true, evaluators = new[] { new { evaluator = new { name = "same" } } } });

        await host.AnswerAsync("France", "Paris", "run-1", "sdk-experiment");
        await host.AnswerAsync("France", "Paris", "live-1");
        await host.Api.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "one", datasetItemId = "france", traceId = "run-1" });
        await host.PassAsync(OnlineHost.Delay);

        var score = Assert.Single(await host.ScoresAsync());
        Assert.Equal((new TraceId("run-1"), 1d), (score.Target.TraceId!.Value, score.Value.Number));
    }

    [Fact]
    public async Task Backfill_OverTheApi_JudgesItsSpan()
    {
        await using var host = await OnlineHost.StartAsync(builder => builder.AddEvaluator("length", (_, output, _) => (double)output.Length).AddOnlineEvaluation());
        await host.AnswerAsync("a", "old", "old");
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.AnswerAsync("a", "newer", "new");
        await host.PassAsync(OnlineHost.Delay);
        var rule = await host.Api.SendAsync(HttpMethod.Post, "v2/evaluation-rules", new { name = "all", target = "trace", enabled = true, evaluators = new[] { new { evaluator = new { name = "length" } } } });
        var backfills = $"evaluation-rules/{rule.GetProperty("id").GetString()}/backfills";

        await host.Api.SendAsync(HttpMethod.Post, backfills, new { from = Telemetry.Start.AddHours(1) });
        await host.PassAsync(TimeSpan.Zero);

        Assert.Equal(5, Assert.Single(await host.ScoresAsync()).Value.Number);
        var done = (await host.Api.GetAsync(backfills)).GetProperty("data")[0];
        Assert.Equal(("COMPLETED", 1), (done.GetProperty("status").GetString(), done.GetProperty("found").GetInt32()));
        await host.Api.RefusedAsync(System.Net.HttpStatusCode.BadRequest, HttpMethod.Post, backfills, new { to = Telemetry.Start });
        await host.Api.SendAsync(HttpMethod.Patch, "v2/evaluation-rules/" + rule.GetProperty("id").GetString(), new { enabled = false });
        await host.Api.RefusedAsync(System.Net.HttpStatusCode.Conflict, HttpMethod.Post, backfills, new { from = Telemetry.Start });
    }

    private static Task<OnlineHost> StartAsync(ScriptedJudge judge, List<JudgeConnection> connections) => OnlineHost.StartAsync(builder => builder.AddOnlineEvaluation(online => online.Connect = connection =>
    {
        connections.Add(connection);
        return judge;
    }));

    private static Task<JsonElement> JudgeAsync(OnlineHost host, object output, string? model = "gpt-4o-mini") => host.Api.SendAsync(HttpMethod.Post, "v2/evaluators", new
    {
        name = "brevity", prompt = "How short is {{answer}}?", outputDefinition = output, modelConfig = model is null ? null : new { provider = "house", model }, mapping = Output,
    });

    private static async Task<string?> RuleAsync(OnlineHost host, params object[] filter) => (await host.Api.SendAsync(HttpMethod.Post, "v2/evaluation-rules", new
    {
        name = "live", target = "observation", enabled = true, evaluators = new[] { new { evaluator = new { name = "brevity" } } }, filter,
    })).GetProperty("id").GetString();

    private static Task SubmitAsync(OnlineHost host, string trace, string output) =>
        host.Api.Services.SubmitAsync(Telemetry.Generation(trace, trace + "-gen") with { Output = Payload.Parse(output) });
}
