using System.Text.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;
using Observability.Testing.Remote;
using Observability.Wire;

namespace Observability.Tests.Remote;

/// <summary>How records are spelled on the way to a server.</summary>
public sealed class SpanEncodingTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Id = "b7ad6b7169203331";
    private const string OtherId = "b7ad6b7169203332";

    [Fact]
    public async Task Observation_Full_EveryPropertyIsAnAttribute()
    {
        var record = Some.Generation(TraceId, Id, "00f067aa0ba902b7") with
        {
            Level = ObservationLevel.Warning,
            Status = ObservationStatus.Cancelled,
            StatusMessage = "stopped",
            ErrorType = "System.TimeoutException",
            Usage = new Usage { Input = 100, Output = 50, CachedInput = 20, CacheWrite = 5, Reasoning = 30, IsEstimated = true },
            Cost = new Cost { Total = 0.0003m, Entries = new Dictionary<string, decimal> { ["input"] = 0.0001m, ["output"] = 0.0002m }, Source = CostSource.Estimated, Price = new PriceLink("m", "m_tier_default", "Standard") },
            IsCacheHit = true,
            Prompt = new PromptLink("answer", 3, "production"),
            Metadata = Payload.Parse("""{"k":{"n":1}}"""),
            Environment = "staging",
            Release = "r1",
            Version = "v1",
            UserId = new UserId("u"),
            SessionId = new SessionId("s"),
            Tags = ["a", "b"],
            TraceName = "question",
        };

        var span = await SendAsync(record);

        Assert.Equal((TraceId, Id, "00f067aa0ba902b7", "chat gpt-4o"), (span.TraceId, span.Id, span.ParentId, span.Name));
        Assert.Equal((record.StartTime, record.EndTime), (span.Start, span.End));
        Assert.StartsWith("langfuse-sdk", span.Scope);
        Assert.Equal("generation", span.Text(SpanNames.Type));
        Assert.Equal("WARNING", span.Text(SpanNames.Level));
        Assert.Equal("CANCELLED", span.Text(SpanNames.Status));
        Assert.Equal("stopped", span.Text(SpanNames.StatusMessage));
        Assert.Equal("System.TimeoutException", span.Text(SpanNames.ErrorType));
        Assert.Equal(record.Input!.ToString(), span.Text(SpanNames.Input));
        Assert.Equal(record.Output!.ToString(), span.Text(SpanNames.Output));
        Assert.Equal("""{"k":{"n":1}}""", span.Text(SpanNames.Metadata));
        Assert.Equal("gpt-4o", span.Text(SpanNames.Model));
        Assert.Equal("""{"temperature":0.2}""", span.Text(SpanNames.Parameters));
        Assert.Equal("""{"input":75,"input_cached_tokens":20,"input_cache_creation":5,"output":20,"output_reasoning_tokens":30,"total":150}""", span.Text(SpanNames.UsageDetails));
        Assert.Equal("""{"input":0.0001,"output":0.0002,"total":0.0003}""", span.Text(SpanNames.CostDetails));
        Assert.Equal("ESTIMATED", span.Text(SpanNames.CostSource));
        Assert.Equal(["m", "m_tier_default", "Standard"], (string[])span.Attributes[SpanNames.CostPrice]);
        Assert.Equal(true, span.Attributes[SpanNames.UsageEstimated]);
        Assert.Equal(true, span.Attributes[SpanNames.CacheHit]);
        Assert.Equal("\"2026-03-04T10:00:00.500000Z\"", span.Text(SpanNames.FirstTokenTime));
        Assert.Equal(("answer", 3L, "production"), (span.Text(SpanNames.PromptName), span.Attributes[SpanNames.PromptVersion], span.Text(SpanNames.PromptLabel)));
        Assert.Equal(("staging", "r1", "v1"), (span.Text(SpanNames.Environment), span.Text(SpanNames.Release), span.Text(SpanNames.Version)));
        Assert.Equal(("u", "s", "question"), (span.Text(SpanNames.UserId), span.Text(SpanNames.SessionId), span.Text(SpanNames.TraceName)));
        Assert.Equal(["a", "b"], (string[])span.Attributes[SpanNames.TraceTags]);
        Assert.Equal(("chat", "openai", "gpt-4o"), (span.Text("gen_ai.operation.name"), span.Text("gen_ai.provider.name"), span.Text("gen_ai.response.model")));
        Assert.Equal((100L, 50L, 20L, 5L, 30L), (span.Attributes["gen_ai.usage.input_tokens"], span.Attributes["gen_ai.usage.output_tokens"], span.Attributes["gen_ai.usage.cache_read.input_tokens"], span.Attributes["gen_ai.usage.cache_creation.input_tokens"], span.Attributes["gen_ai.usage.reasoning.output_tokens"]));
        Assert.Equal(["stop"], (string[])span.Attributes["gen_ai.response.finish_reasons"]);
        Assert.Equal("s", span.Text("gen_ai.conversation.id"));
    }

    [Fact]
    public async Task Observation_Plain_SaysNothingItDoesNotKnow()
    {
        var span = await SendAsync(new ObservationRecord { TraceId = new TraceId(TraceId), Id = new ObservationId(Id), Name = "step", StartTime = Some.Time });

        Assert.Null(span.End);
        Assert.Null(span.ParentId);
        Assert.False(span.IsError);
        Assert.Equal([SpanNames.Environment, SpanNames.Level, SpanNames.Type], span.Attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Observation_Failed_HasTheErrorStatus()
    {
        var span = await SendAsync(Some.Span(TraceId, Id) with { Status = ObservationStatus.Failed, Level = ObservationLevel.Error, StatusMessage = "no" });

        Assert.True(span.IsError);
        Assert.Equal("no", span.StatusMessage);
    }

    [Theory]
    [InlineData("\"hello\"", "hello")]
    [InlineData("\"Grüße 👋\"", "Grüße 👋")]
    [InlineData("\"12\"", "\"12\"")]
    [InlineData("\"-1e3\"", "\"-1e3\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("\"{not json\"", "\"{not json\"")]
    [InlineData("\" padded \"", "\" padded \"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("12", "12")]
    [InlineData("null", "null")]
    [InlineData("[1,2]", "[1,2]")]
    public async Task Payload_ReadAsJsonWherePossible_IsTheSameValue(string json, string sent)
    {
        var span = await SendAsync(Some.Span(TraceId, Id) with { Input = Payload.Parse(json) });

        Assert.Equal(sent, span.Text(SpanNames.Input));
    }

    [Fact]
    public async Task Trace_SaidInTheBatchOfItsRoot_TravelsOnTheRoot()
    {
        await using var harness = await RemoteHarness.StartAsync();
        var said = new TraceRecord { Id = new TraceId(TraceId), Timestamp = Some.Time, Name = "named", Tags = ["late"], IsPublic = true, Input = Payload.FromText("in"), Metadata = Payload.Parse("""{"m":1}""") };

        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Span(TraceId, "00000000000000c1", Id), Some.Span(TraceId, Id) with { Tags = ["early"] }], Traces = [said] }, TestContext.Current.CancellationToken);

        var request = Assert.Single(harness.Server.Requests);
        var (child, root) = (request.Spans[0], request.Spans[1]);
        Assert.False(child.Attributes.ContainsKey(SpanNames.TracePublic));
        Assert.Equal(("named", true, "in", """{"m":1}"""), (root.Text(SpanNames.TraceName), root.Attributes[SpanNames.TracePublic], root.Text(SpanNames.TraceInput), root.Text(SpanNames.TraceMetadata)));
        Assert.Equal(["early", "late"], (string[])root.Attributes[SpanNames.TraceTags]);
        Assert.Equal((3, 3), (harness.Store.Statistics.Received, harness.Store.Statistics.Delivered));
    }

    [Fact]
    public async Task Trace_SaidAfterwardsOrOtherwiseThanItsRoot_IsAnEvent()
    {
        await using var harness = await RemoteHarness.StartAsync();
        var late = new TraceRecord { Id = new TraceId(TraceId), Timestamp = Some.Time, Name = "late", Release = "r2", Tags = ["t"], UserId = new UserId("u") };

        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Span(TraceId, Id) with { Release = "r1" }], Traces = [late] }, TestContext.Current.CancellationToken);

        var sent = Assert.Single(harness.Server.Requests.SelectMany(request => request.Events));
        Assert.Equal("trace-create", sent.GetProperty("type").GetString());
        Assert.Equal(
            $$"""{"id":"{{TraceId}}","timestamp":"2026-03-04T10:00:00.000000Z","name":"late","release":"r2","userId":"u","tags":["t"]}""",
            sent.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Scores_OfEveryTypeAndTarget_AreEvents()
    {
        await using var harness = await RemoteHarness.StartAsync();
        var score = Some.Score(TraceId, "s") with { Comment = "good", Source = ScoreSource.Evaluator, Author = "judge", ConfigId = "c", QueueId = "q", Environment = "staging", Metadata = Payload.Parse("""{"a":1}""") };

        await harness.Store.WriteAsync(
            new TelemetryBatch
            {
                Scores =
                [
                    score with { Value = 0.75 },
                    score with { Value = true, Target = ScoreTarget.Observation(new TraceId(TraceId), new ObservationId(Id)) },
                    score with { Value = "good", Target = ScoreTarget.Session(new SessionId("sess")) },
                    score with { Value = ScoreValue.FromText("well said"), Target = ScoreTarget.DatasetRun("run") },
                ],
            },
            TestContext.Current.CancellationToken);

        var bodies = Assert.Single(harness.Server.Requests).Events.Select(sent => sent.GetProperty("body").GetRawText());
        const string Rest = ""","source":"EVAL","comment":"good","metadata":{"a":1},"authorUserId":"judge","configId":"c","queueId":"q","environment":"staging"}""";
        Assert.Equal(
            [
                $$"""{"id":"s","name":"quality","value":0.75,"dataType":"NUMERIC","traceId":"{{TraceId}}"{{Rest}}""",
                $$"""{"id":"s","name":"quality","value":1,"dataType":"BOOLEAN","traceId":"{{TraceId}}","observationId":"{{Id}}"{{Rest}}""",
                $$"""{"id":"s","name":"quality","value":"good","dataType":"CATEGORICAL","sessionId":"sess"{{Rest}}""",
                $$"""{"id":"s","name":"quality","value":"well said","dataType":"TEXT","datasetRunId":"run"{{Rest}}""",
            ],
            bodies);
    }

    [Fact]
    public async Task Observation_WithIdsOfAnotherSdk_IsAnEvent()
    {
        await using var harness = await RemoteHarness.StartAsync();

        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Generation("my-trace", "my-call") with { UserId = new UserId("u") }] }, TestContext.Current.CancellationToken);

        var events = Assert.Single(harness.Server.Requests).Events;
        Assert.Equal(["trace-create", "generation-create"], events.Select(sent => sent.GetProperty("type").GetString()));
        Assert.Equal("u", events[0].GetProperty("body").GetProperty("userId").GetString());
        var body = events[1].GetProperty("body");
        Assert.Equal(("my-call", "my-trace", "gpt-4o"), (body.GetProperty("id").GetString(), body.GetProperty("traceId").GetString(), body.GetProperty("model").GetString()));
        Assert.Equal(150, body.GetProperty("usageDetails").GetProperty("total").GetInt32());
        Assert.Equal(1, harness.Store.Statistics.Delivered);
    }

    [Fact]
    public async Task Requests_Always_CarryTheKeysAndWhoSentThem()
    {
        await using var harness = await RemoteHarness.StartAsync(options => options.Url += "/base/");

        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Span(TraceId, Id)], Scores = [Some.Score(TraceId, "s")] }, TestContext.Current.CancellationToken);

        Assert.Equal(["/base/api/public/otel/v1/traces", "/base/api/public/ingestion"], harness.Server.Requests.Select(request => request.Path));
        Assert.All(harness.Server.Requests, request =>
        {
            Assert.Equal("Basic cGstdGVzdDpzay10ZXN0", request.Headers["Authorization"]);
            Assert.Equal("llm-observability-dotnet", request.Headers["x-langfuse-sdk-name"]);
            Assert.Equal("pk-test", request.Headers["x-langfuse-public-key"]);
        });
        Assert.Equal(("4", "gzip", "application/x-protobuf"), (harness.Server.Requests[0].Headers["x-langfuse-ingestion-version"], harness.Server.Requests[0].Headers["Content-Encoding"], harness.Server.Requests[0].Headers["Content-Type"]));
    }

    [Fact]
    public async Task Media_ShownByAnObservation_AreLinkedToIt()
    {
        await using var harness = await RemoteHarness.StartAsync();
        var media = new MediaContent("image/png", new byte[] { 1, 2, 3 });
        await harness.Store.PutAsync(ProjectId.Default, media, TestContext.Current.CancellationToken);
        Assert.Empty(harness.Server.Requests);
        var shows = Payload.FromText(new MediaReference(media.Id, "image/png").ToString());
        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Span(TraceId, Id) with { Input = shows, Output = shows }] }, TestContext.Current.CancellationToken);
        await harness.Store.PutAsync(ProjectId.Default, media, TestContext.Current.CancellationToken);
        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [Some.Span(TraceId, OtherId) with { Output = shows }] }, TestContext.Current.CancellationToken);

        var posts = harness.Server.Requests.Where(request => request.Path == "/api/public/media").Select(request => request.Json).ToList();
        Assert.Equal(
            [("input", TraceId, Id), ("output", TraceId, Id), ("output", TraceId, OtherId)],
            posts.Select(post => (post.GetProperty("field").GetString()!, post.GetProperty("traceId").GetString()!, post.GetProperty("observationId").GetString()!)));
        Assert.All(posts, post => Assert.Equal(
            ("image/png", 3, "A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E="),
            (post.GetProperty("contentType").GetString(), post.GetProperty("contentLength").GetInt32(), post.GetProperty("sha256Hash").GetString())));
    }

    private static async Task<SentSpan> SendAsync(ObservationRecord record)
    {
        await using var harness = await RemoteHarness.StartAsync();
        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [record] }, TestContext.Current.CancellationToken);
        return Assert.Single(Assert.Single(harness.Server.Requests).Spans);
    }
}
