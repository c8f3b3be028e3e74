using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests;

public sealed class ScoreTests
{
    [Fact]
    public async Task ListV2_Always_HasTheWiresFields()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var scores = (await host.GetAsync("v2/scores?traceId=golden")).GetProperty("data");

        Assert.Equal("score2 score1", scores.Column("id"));
        Assert.Equal(
            "authorUserId comment configId createdAt dataType datasetRunId environment executionTraceId id metadata name observationId projectId queueId sessionId source stringValue timestamp trace traceId updatedAt value",
            scores[1].Names());
        Assert.Equal("""{"userId":"u1","tags":["a","b"],"environment":"prod","sessionId":"s1"}""", scores[1].GetProperty("trace").GetRawText());
        Assert.Equal(0.5, scores[1].GetProperty("value").GetDouble());
        Assert.Equal("""{"m":1}""", scores[1].GetProperty("metadata").GetRawText());
        Assert.Equal("True", scores[0].GetProperty("stringValue").GetString());
        Assert.Equal("BOOLEAN", scores[0].GetProperty("dataType").GetString());
    }

    [Theory]
    [InlineData("scores?dataType=NUMERIC")]
    [InlineData("scores/score1")]
    public async Task V1_Always_HasTheFirstFormsFields(string path)
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var answer = await host.GetAsync(path);
        var isList = answer.TryGetProperty("data", out var list);
        var score = isList ? list[0] : answer;

        Assert.Equal(
            "authorUserId comment configId createdAt dataType environment executionTraceId id metadata name observationId projectId queueId source stringValue timestamp "
            + (isList ? "trace traceId updatedAt value" : "traceId updatedAt value"),
            score.Names());
        Assert.True(!isList || score.GetProperty("trace").GetRawText() == """{"userId":"u1","tags":["a","b"],"environment":"prod"}""");
    }

    [Fact]
    public async Task Delete_Always_IsTheWires202AndTheScoreIsGone()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var answer = await host.RefusedAsync(HttpStatusCode.Accepted, HttpMethod.Delete, "scores/score1");

        Assert.Equal("""{"message":"Score deletion queued successfully"}""", answer.GetRawText());
        Assert.Equal("""{"message":"Score not found","error":"LangfuseNotFoundError"}""", (await host.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "scores/score1")).GetRawText());
        Assert.Equal("score2", (await host.GetAsync("v2/scores")).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task ListV3_WithoutFields_HasCoreWithTypedValues()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var answer = await host.GetAsync("v3/scores?limit=1");

        var score = answer.GetProperty("data")[0];
        Assert.Equal("createdAt dataType environment id name projectId source timestamp updatedAt value", score.Names());
        Assert.Equal(JsonValueKind.True, score.GetProperty("value").ValueKind);
        Assert.Equal(1, answer.GetProperty("meta").GetProperty("limit").GetInt32());
        Assert.False(string.IsNullOrEmpty(answer.GetProperty("meta").GetProperty("cursor").GetString()));
    }

    [Fact]
    public async Task ListV3_AllFields_HasSubjectAndDetails()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        var score = (await host.GetAsync("v3/scores?fields=details,subject,annotation&dataType=NUMERIC")).GetProperty("data")[0];

        Assert.Equal("""{"kind":"trace","id":"golden"}""", score.GetProperty("subject").GetRawText());
        Assert.Equal("c", score.GetProperty("comment").GetString());
        Assert.Equal(JsonValueKind.Null, score.GetProperty("queueId").ValueKind);
    }

    [Theory]
    [InlineData("v2/scores?operator=>=&value=0.6", "score2")]
    [InlineData("v2/scores?scoreIds=score1,other", "score1")]
    [InlineData("v2/scores?source=EVAL", "")]
    [InlineData("v2/scores?source=API&dataType=BOOLEAN", "score2")]
    [InlineData("v3/scores?valueMax=0.5", "score1")]
    [InlineData("v3/scores?value=1", "score2")]
    [InlineData("v3/scores?id=score1", "score1")]
    [InlineData("v3/scores?toTimestamp=2026-11-23T17:35:39.955Z", "score1")]
    public async Task List_WithCondition_HoldsWhatMatches(string path, string expected)
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());

        Assert.Equal(expected, (await host.GetAsync(path)).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Create_Valid_IsReadableAtOnce()
    {
        var store = new InMemoryTraceStore();
        await using var host = await ApiHost.StartAsync(store);

        var created = await host.RefusedAsync(
            HttpStatusCode.OK, HttpMethod.Post, "scores", new { id = "s9", sessionId = "sess", name = "tone", value = "yes", dataType = "CATEGORICAL", metadata = new { m = 1 }, source = "ANNOTATION" });

        Assert.Equal("""{"id":"s9"}""", created.GetRawText());
        var score = await host.GetAsync("v2/scores/s9");
        Assert.Equal("sess", score.GetProperty("sessionId").GetString());
        Assert.Equal("yes", score.GetProperty("stringValue").GetString());
        Assert.Equal("ANNOTATION", score.GetProperty("source").GetString());
        Assert.Equal("""{"m":1}""", score.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Create_WithRedaction_IsRedactedLikeEverythingElse()
    {
        await using var host = await ApiHost.StartAsync(
            new InMemoryTraceStore(),
            services: builder => builder.Services.AddLlmObservability(options => options.Redact(text => text.Replace("secret", "***", StringComparison.Ordinal))));

        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Post, "scores", new { id = "s", traceId = "t", name = "x", value = 1, comment = "a secret" });

        Assert.Equal("a ***", (await host.GetAsync("v2/scores/s")).GetProperty("comment").GetString());
    }

    [Fact]
    public async Task Create_WithoutId_MakesOne()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var response = await host.Client.PostAsJsonAsync("scores", new { traceId = "t", name = "pub", value = 1 }, TestContext.Current.CancellationToken);

        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("id").GetString();
        Assert.Equal("NUMERIC", (await host.GetAsync("v2/scores/" + id)).GetProperty("dataType").GetString());
    }

    [Theory]
    [InlineData("""{"traceId":"t","name":"x","value":3,"dataType":"BOOLEAN"}""", "value", "Value must be a number equal to either 0 or 1 for data type BOOLEAN")]
    [InlineData("""{"traceId":"t","name":"x"}""", "value", "Invalid input")]
    [InlineData("""{"traceId":"t","value":1}""", "name", "Invalid input: expected string, received undefined")]
    [InlineData("""{"traceId":"t","name":"x","value":"y","dataType":"NUMERIC"}""", "value", "Value must be a number for data type NUMERIC")]
    [InlineData("""{"name":"x","value":1}""", "", "Provide exactly one of traceId, sessionId and datasetRunId; observationId needs traceId.")]
    [InlineData("""{"traceId":"t","sessionId":"s","name":"x","value":1}""", "", "Provide exactly one of traceId, sessionId and datasetRunId; observationId needs traceId.")]
    [InlineData("""{"traceId":"t","name":"x","value":1,"source":"EVAL"}""", "source", "Invalid option: expected one of \"API\"|\"ANNOTATION\"")]
    [InlineData("""{"traceId":"t","name":"x","value":1,"metadata":[1]}""", "metadata", "Invalid input: expected record, received array")]
    [InlineData("""{"traceId":5,"name":"x","value":1}""", "traceId", "The body is not the JSON it should be")]
    public async Task Create_Invalid_SaysWhatIsWrong(string body, string path, string message)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "scores", JsonDocument.Parse(body).RootElement);

        var issue = answer.GetProperty("error")[0];
        Assert.Equal(path, string.Join('.', issue.GetProperty("path").EnumerateArray().Select(part => part.GetString())));
        Assert.StartsWith(message, issue.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"traceId":"t","name":"x","value":"\ud800"}""")]
    [InlineData("""{"traceId":"t","name":"x\udc00","value":1}""")]
    [InlineData("""{"traceId":"t","name":"x","value":1,"metadata":{"a":"\ud800"}}""")]
    public async Task Create_TextThatIsNone_Is400(string body)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Client.PostAsync(new Uri("scores", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Create_BodyOverTheLimit_Is413()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var body = await host.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, HttpMethod.Post, "scores", new { traceId = "t", name = "x", value = 1, comment = new string('x', 4_800_000) });

        Assert.Equal("PayloadTooLargeError", body.GetProperty("error").GetString());
    }
}
