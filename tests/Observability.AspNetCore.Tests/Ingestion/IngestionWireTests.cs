using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Storage.InMemory;
using static Observability.AspNetCore.Tests.Ingestion.Events;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>The answers of the recorded server.</summary>
public sealed class IngestionWireTests
{
    [Theory]
    [InlineData("{bad", "Invalid JSON")]
    [InlineData("", "Invalid JSON")]
    [InlineData("{\"batch\":[]} more", "Invalid JSON")]
    [InlineData("{\"\\ud800\":1,\"batch\":[]}", "Invalid JSON")]
    [InlineData("{\"batch\":{}}", """{"message":"Invalid request data","errors":["Invalid input: expected array, received object"]}""")]
    [InlineData("{}", """{"message":"Invalid request data","errors":["Invalid input: expected array, received undefined"]}""")]
    [InlineData("[]", """{"message":"Invalid request data","errors":["Invalid input: expected object, received array"]}""")]
    public async Task Post_BodyThatIsNoBatch_IsTheWires400(string body, string expected)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        Assert.Equal((HttpStatusCode.BadRequest, expected), await host.PostAsync(body));
    }

    [Fact]
    public async Task Post_TooLarge_IsTheWires413()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.PostAsync(Batch(Event("trace-create", $$"""{"id":"t","input":"{{new string('x', 4_800_000)}}"}""")).ToJsonString());

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Body exceeded 4.5mb limit"), answer);
    }

    [Fact]
    public async Task Post_TooLargeWithoutALength_IsTheWires413()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        using var content = new StreamContent(new UnknownLengthStream(5_000_000));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Body exceeded 4.5mb limit"), await host.PostAsync(content));
    }

    [Fact]
    public async Task Get_Always_IsTheWires405()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var body = await host.RefusedAsync(HttpStatusCode.MethodNotAllowed, HttpMethod.Get, "ingestion");

        Assert.Equal(("MethodNotAllowedError", "Method not allowed"), (body.GetProperty("error").GetString(), body.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Post_EmptyBatch_IsAnEmptyAnswer()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        Assert.Equal((HttpStatusCode.MultiStatus, """{"successes":[],"errors":[]}"""), await host.PostAsync("""{"batch":[],"metadata":{"sdk_name":"x"}}"""));
    }

    [Theory]
    [InlineData("event-create", "EVENT")]
    [InlineData("span-create", "SPAN")]
    [InlineData("span-update", "SPAN")]
    [InlineData("generation-create", "GENERATION")]
    [InlineData("generation-update", "GENERATION")]
    [InlineData("agent-create", "AGENT")]
    [InlineData("tool-create", "TOOL")]
    [InlineData("chain-create", "CHAIN")]
    [InlineData("retriever-create", "RETRIEVER")]
    [InlineData("evaluator-create", "EVALUATOR")]
    [InlineData("embedding-create", "EMBEDDING")]
    [InlineData("guardrail-create", "GUARDRAIL")]
    [InlineData("observation-create", "TOOL")]
    [InlineData("observation-update", "TOOL")]
    public async Task Post_EventAboutAnObservation_MakesOneOfItsType(string type, string expected)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var answer = await host.IngestAsync(Event(type, """{"id":"o","traceId":"t","name":"n","type":"TOOL"}""", id: "e1"));

        Assert.Equal("""{"successes":[{"id":"e1","status":201}],"errors":[]}""", answer.GetRawText());
        var observation = await host.GetAsync("observations/o");
        Assert.Equal((expected, "t", "n"), (observation.GetProperty("type").GetString(), observation.GetProperty("traceId").GetString(), observation.GetProperty("name").GetString()));
        Assert.Equal("2026-11-23T17:35:37.955Z", observation.GetProperty("startTime").GetString());
    }

    [Fact]
    public async Task Post_TraceAndScore_AreThereAtOnce()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(
            Event("trace-create", """{"id":"t","name":"golden trace","userId":"u1","sessionId":"s","environment":"prod","release":"r1","version":"v1","public":true,"tags":["b","a"],"input":{"q":"hello"},"output":"world","metadata":{"k":"v","n":1}}"""),
            Event("score-create", """{"id":"sc","traceId":"t","name":"quality","value":0.9,"comment":"ok"}"""));

        var trace = await host.GetAsync("traces/t");
        Assert.Equal(
            ("golden trace", "u1", "s", "prod", "r1", "v1"),
            (Text(trace, "name"), Text(trace, "userId"), Text(trace, "sessionId"), Text(trace, "environment"), Text(trace, "release"), Text(trace, "version")));
        Assert.Equal("""["a","b"]""", trace.GetProperty("tags").GetRawText());
        Assert.Equal("""{"k":"v","n":1}""", trace.GetProperty("metadata").GetRawText());
        Assert.True(trace.GetProperty("public").GetBoolean());
        var score = trace.GetProperty("scores")[0];
        Assert.Equal(("sc", "ok", "2026-11-23T17:35:37.955Z"), (Text(score, "id"), Text(score, "comment"), Text(score, "timestamp")));
    }

    [Fact]
    public async Task Post_SdkLog_IsTakenAndDropped()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("sdk-log", """{"log":{"message":"hello"}}"""));

        Assert.Equal(0, (await host.GetAsync("traces")).GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"id":"e","type":"nope","timestamp":"2026-01-01T00:00:00Z","body":{}}""", "e", "type")]
    [InlineData("""{"type":"trace-create","timestamp":"2026-01-01T00:00:00Z","body":{}}""", "unknown", "id")]
    [InlineData("""{"id":"e","type":"trace-create","body":{}}""", "e", "timestamp")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"yesterday","body":{}}""", "e", "timestamp")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-01-01T00:00:00Z"}""", "e", "body")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-01-01T00:00:00Z","body":[1]}""", "e", "body")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-01-01T00:00:00Z","body":{"id":5}}""", "e", "body.id")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-01-01T00:00:00Z","body":{"tags":"a"}}""", "e", "body.tags")]
    [InlineData("""{"id":"e","type":"span-update","timestamp":"2026-01-01T00:00:00Z","body":{"traceId":"t"}}""", "e", "body.id")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-01-01T00:00:00Z","body":{"level":"LOUD"}}""", "e", "body.level")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-01-01T00:00:00Z","body":{"startTime":17}}""", "e", "body.startTime")]
    [InlineData("""{"id":"e","type":"span-create","timestamp":"2026-01-01T00:00:00Z","body":{"startTime":"0001-01-01T00:00:00Z"}}""", "e", "body.startTime")]
    [InlineData("""{"id":"e","type":"generation-create","timestamp":"2026-01-01T00:00:00Z","body":{"promptName":"p"}}""", "e", "body.promptVersion")]
    [InlineData("""{"id":"e","type":"observation-create","timestamp":"2026-01-01T00:00:00Z","body":{"id":"o"}}""", "e", "body.type")]
    [InlineData("""{"id":"e","type":"score-create","timestamp":"2026-01-01T00:00:00Z","body":{"traceId":"t","name":"n"}}""", "e", "body.value")]
    [InlineData("""{"id":"e","type":"trace-create","timestamp":"2026-01-01T00:00:00Z","body":{"name":"\ud800"}}""", "e", "")]
    [InlineData("17", "unknown", "")]
    public async Task Post_InvalidEventAmongOthers_IsRefusedAlone(string invalid, string id, string path)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var (status, body) = await host.PostAsync($$"""{"batch":[{{invalid}},{{Event("trace-create", """{"id":"t"}""", id: "good").ToJsonString()}}]}""");

        Assert.Equal(HttpStatusCode.MultiStatus, status);
        var answer = JsonDocument.Parse(body).RootElement;
        Assert.Equal("good", answer.GetProperty("successes").Column("id"));
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal((id, 400, "Invalid request data"), (Text(error, "id"), error.GetProperty("status").GetInt32(), Text(error, "message")));
        var issue = JsonDocument.Parse(Text(error, "error")!).RootElement[0];
        Assert.Equal(path, string.Join('.', issue.GetProperty("path").EnumerateArray().Select(part => part.GetString())));
        Assert.False(string.IsNullOrEmpty(Text(issue, "message")));
        await host.GetAsync("traces/t");
    }

    [Theory]
    [InlineData("2026-11-23T18:35:37.955123+01:00", "2026-11-23T17:35:37.955123Z")]
    [InlineData("2026-11-23T17:35:37Z", "2026-11-23T17:35:37.000Z")]
    [InlineData("2026-11-23T17:35:37.123456789Z", "2026-11-23T17:35:37.123456Z")]
    [InlineData("2026-11-23T17:35Z", "2026-11-23T17:35:00.000Z")]
    public async Task Post_InstantInAnyForm_IsTheSameInstant(string given, string expected)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        await host.AcceptedAsync(Event("span-create", $$"""{"id":"o","traceId":"t","startTime":"{{given}}"}"""));

        Assert.Equal(expected, Text(await host.GetAsync("observations/o"), "startTime"));
    }

    [Fact]
    public async Task Post_Gzip_IsRead()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        using var content = Gzip(Encoding.UTF8.GetBytes(Batch(Event("trace-create", """{"id":"t"}""")).ToJsonString()));

        Assert.Equal(HttpStatusCode.MultiStatus, (await host.PostAsync(content)).Status);
        await host.GetAsync("traces/t");
    }

    [Theory]
    [InlineData(30 * 1024 * 1024, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(BodyLimits.FreeBytes / 2, HttpStatusCode.MultiStatus)]
    public async Task Post_GzipThatOpensToMuchMore_IsRefusedBeyondTheFreeSize(int size, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        using var content = Gzip(Encoding.UTF8.GetBytes($$"""{"metadata":"{{new string('x', size)}}","batch":[]}"""));

        Assert.Equal(expected, (await host.PostAsync(content)).Status);
    }

    [Fact]
    public async Task Post_NoGzipThatSaysItIs_Is400()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        using var content = new StringContent("{\"batch\":[]}");
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(content)).Status);
    }

    private static ByteArrayContent Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        var content = new ByteArrayContent(compressed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static string? Text(JsonElement owner, string name) => owner.GetProperty(name).GetString();
}
