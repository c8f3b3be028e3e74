using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Observability.Model;
using Observability.Remote;
using Observability.Remote.Api;
using Observability.Storage;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>The typed client against the real host.</summary>
public sealed class ClientTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["traceId"] = "t1",
        ["observationId"] = "call",
        ["sessionId"] = "s1",
        ["scoreId"] = "score",
        ["datasetName"] = "capitals",
        ["id"] = "item",
        ["runName"] = "first",
        ["promptName"] = "answer",
    };

    [Fact]
    public void Operations_Described_CanAllBeCalledOnce()
    {
        Assert.NotEmpty(ApiOperations.Described);
        Assert.Equal(
            ApiOperations.Described.Order().Select(operation => operation.ToString()),
            ApiOperations.Callable.Select(operation => (operation.Method, operation.Path)).Order().Select(operation => operation.ToString()));
        Assert.Equal(ApiOperations.Callable.Count, ApiOperations.Callable.Select(operation => (operation.Group.Name, operation.Call.Name)).Distinct().Count());
    }

    [Fact]
    public async Task Calls_OfEveryOperation_ReachTheEndpointTheyName()
    {
        var reached = new ConcurrentBag<string>();
        await using var run = await ServerRun.StartAsync(pipeline: app => app.Use((context, next) =>
        {
            reached.Add($"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}");
            return next(context);
        }));

        foreach (var (method, path, group, call) in ApiOperations.Callable)
        {
            try
            {
                await ApiOperations.CallAsync(run.Client, group, call, name => Known.GetValueOrDefault(name, "unknown"));
            }
            catch (LlmObservabilityApiException refusal)
            {
                Assert.True(refusal.StatusCode < HttpStatusCode.InternalServerError, refusal.Message);
                Assert.Equal(method, refusal.Method?.Method);
            }

            Assert.Equal([$"{method} /llm{path}"], reached.Select(WithoutRouteRules).Distinct());
            reached.Clear();
        }
    }

    [Fact]
    public async Task Answers_OfTheRealHost_AreReadWithoutLoss()
    {
        await using var run = await FilledAsync();
        List<string> compared = [];
        foreach (var (method, path, group, call) in ApiOperations.Callable.Where(operation => operation.Method == "GET" && operation.Call.ReturnType.IsAssignableTo(typeof(Task))))
        {
            var address = Known.Aggregate(path["/api/public/".Length..], (text, known) => text.Replace("{" + known.Key + "}", known.Value));
            using var raw = await run.Server.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            if (raw.StatusCode != HttpStatusCode.OK || raw.Content.Headers.ContentType?.MediaType != "application/json")
            {
                continue;
            }

            var typed = await ApiOperations.CallAsync(run.Client, group, call, name => Known.GetValueOrDefault(name, "unknown"));

            var expected = await raw.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            AssertHolds(expected, JsonSerializer.SerializeToElement(typed, JsonSerializerOptions.Web), path);
            compared.Add(path);
        }

        Assert.All(
            ["/traces", "/traces/{traceId}", "/v2/observations", "/observations/{observationId}", "/sessions/{sessionId}", "/v2/scores", "/v3/scores", "/v2/datasets", "/dataset-items/{id}", "/datasets/{datasetName}/runs/{runName}", "/v2/prompts/{promptName}", "/projects"],
            path => Assert.Contains("/api/public" + path, compared));
    }

    [Fact]
    public async Task Writes_ByTheClient_AreReadBack()
    {
        await using var run = await ServerRun.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;

        var created = await run.Client.Scores.CreateAsync(new CreateScoreBody { TraceId = "t", Name = "quality", Value = JsonSerializer.SerializeToElement(0.5), Comment = "ok" }, cancellation);
        var score = await run.Client.Scores.GetV2Async(created.Id, cancellation);
        await run.Client.Datasets.CreateV2Async(new CreateDatasetBody { Name = "eval/one" }, cancellation);
        var item = await run.Client.Datasets.CreateDatasetItemAsync(new CreateDatasetItemBody { DatasetName = "eval/one", Input = JsonSerializer.SerializeToElement(new { q = 1 }) }, cancellation);
        var items = await run.Client.Datasets.ListDatasetItemsAsync(new DatasetsListDatasetItemsQuery { DatasetName = "eval/one" }, cancellation);

        Assert.Equal((0.5, "ok", "API"), (score.Value, score.Comment, score.Source));
        Assert.Equal(item.Id, Assert.Single(items.Data).Id);
        Assert.Equal("eval/one", (await run.Client.Datasets.GetV2Async("eval/one", cancellation)).Name);
    }

    [Fact]
    public async Task Lists_ByQuery_AreFilteredByTheServer()
    {
        await using var run = await FilledAsync();

        var page = await run.Client.Traces.ListAsync(new TracesListQuery { Tags = ["a", "b"], FromTimestamp = Telemetry.Start, ToTimestamp = Telemetry.Start.AddMicroseconds(1), Limit = 10, Environment = ["default"] }, TestContext.Current.CancellationToken);
        var none = await run.Client.Traces.ListAsync(new TracesListQuery { UserId = "nobody & nothing" }, TestContext.Current.CancellationToken);

        Assert.Equal("t1", Assert.Single(page.Data).Id);
        Assert.Equal((10, 1), (page.Meta.Limit, page.Meta.TotalItems));
        Assert.Empty(none.Data);
    }

    [Fact]
    public async Task Refusal_OfTheServer_SaysStatusAndReason()
    {
        await using var run = await ServerRun.StartAsync();

        var missing = await Assert.ThrowsAsync<LlmObservabilityApiException>(() => run.Client.Traces.GetAsync("none", cancellationToken: TestContext.Current.CancellationToken));
        var invalid = await Assert.ThrowsAsync<LlmObservabilityApiException>(() => run.Client.Traces.ListAsync(new TracesListQuery { Limit = 5000 }, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.EndsWith("/llm/api/public/traces/none", missing.RequestUri!.AbsolutePath);
        Assert.Contains("GET /llm/api/public/traces/none with 404 Not Found: Trace none not found", missing.Message);
        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        Assert.Contains("limit", invalid.Body);
    }

    [Fact]
    public async Task LiveTraces_Watched_ArriveAsTheyAreWritten()
    {
        await using var run = await ServerRun.StartAsync();

        await foreach (var item in run.Client.Live.WatchTracesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (item.EventType == "ready")
            {
                await run.Server.Observability.SubmitAsync(new TelemetryBatch { Observations = [Telemetry.Observation("t9", "o9")] }, TestContext.Current.CancellationToken);
            }
            else if (item.EventType == "traces")
            {
                Assert.Equal("t9", Assert.Single(item.Data.Data).Id);
                break;
            }
        }
    }

    [Fact]
    public async Task LiveObservations_Watched_ArriveAsTheyAreWritten()
    {
        await using var run = await ServerRun.StartAsync();

        await foreach (var item in run.Client.Live.WatchObservationsAsync(new LiveWatchObservationsQuery { TraceId = "t9" }, TestContext.Current.CancellationToken))
        {
            if (item.EventType == "ready")
            {
                await run.Server.Observability.SubmitAsync(new TelemetryBatch { Observations = [Telemetry.Observation("t9", "o9")] }, TestContext.Current.CancellationToken);
            }
            else if (item.EventType == "observations")
            {
                Assert.Equal("o9", Assert.Single(item.Data.Data).Id);
                break;
            }
        }
    }

    private static async Task<ServerRun> FilledAsync()
    {
        var run = await ServerRun.StartAsync();
        var trace = new TraceId("t1");
        var root = Telemetry.Observation("t1", "root") with { UserId = new UserId("u1"), SessionId = new SessionId("s1"), Tags = ["a", "b"], Release = "r", Metadata = Payload.Parse("""{"k":{"n":1}}"""), StatusMessage = "fine" };
        var call = Telemetry.Generation("t1", "call", 0.1) with { ParentId = root.Id, FirstTokenTime = Telemetry.Start.AddSeconds(0.2), Prompt = new PromptLink("answer", 1, "production") };
        await run.Server.Observability.SubmitAsync(new TelemetryBatch
        {
            Observations = [root, call],
            Scores = [new Model.Score { Id = new ScoreId("score"), Name = "quality", Value = 0.25, Target = ScoreTarget.Observation(trace, call.Id), Timestamp = Telemetry.Start, Comment = "c", Author = "a" }],
        });
        await run.Server.SendAsync(HttpMethod.Post, "v2/datasets", new { name = "capitals", description = "d", metadata = new { a = 1 } });
        await run.Server.SendAsync(HttpMethod.Post, "dataset-items", new { id = "item", datasetName = "capitals", input = new { q = "?" }, expectedOutput = "!" });
        await run.Server.SendAsync(HttpMethod.Post, "dataset-run-items", new { runName = "first", datasetItemId = "item", traceId = "t1" });
        await run.Server.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "v2/prompts", new { name = "answer", prompt = "Answer {{question}}", labels = new[] { "production" }, config = new { temperature = 0.5 } });
        return run;
    }

    // {*name} and {version:int} are {name} and {version}.
    private static string WithoutRouteRules(string pattern) => Regex.Replace(pattern, @"\{\**(\w+)[^}]*\}", "{$1}");

    /// <summary>Checks that everything the server said is in what was read, with the same value.</summary>
    private static void AssertHolds(JsonElement expected, JsonElement actual, string path)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    Assert.True(actual.ValueKind == JsonValueKind.Object && actual.TryGetProperty(member.Name, out _), $"{path}.{member.Name} is lost.");
                    AssertHolds(member.Value, actual.GetProperty(member.Name), $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.True(actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength(), $"{path} has another length.");
                for (var i = 0; i < expected.GetArrayLength(); i++)
                {
                    AssertHolds(expected[i], actual[i], $"{path}[{i}]");
                }

                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetDouble(), actual.GetDouble());
                break;
            case JsonValueKind.String when DateTimeOffset.TryParse(expected.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && expected.GetString()!.Contains('T', StringComparison.Ordinal):
                Assert.Equal(instant, actual.GetDateTimeOffset());
                break;
            default:
                Assert.True(expected.ToString() == actual.ToString() && expected.ValueKind == actual.ValueKind, $"{path} is {actual}, not {expected}.");
                break;
        }
    }
}
