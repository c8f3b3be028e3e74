using System.Net;
using System.Text.Json;
using Observability.AspNetCore.Ingestion;
using Observability.Model;
using Observability.Storage;
using static Observability.AspNetCore.Tests.Ingestion.Events;

namespace Observability.AspNetCore.Tests.Ingestion;

/// <summary>What merging costs, and that nothing is lost or answered too early.</summary>
public sealed class MergerTests
{
    private const int Writers = 40;

    [Fact]
    public async Task Update_AfterItsCreate_ReadsTheTraceOnceAndNoObservation()
    {
        var store = new CountingStore();
        await using var host = await ApiHost.StartAsync(store);

        await host.AcceptedAsync(Event("span-create", """{"id":"a","traceId":"t"}"""), Event("span-create", """{"id":"b","traceId":"t"}"""));
        await host.AcceptedAsync(Event("span-update", """{"id":"a","traceId":"t","output":1}"""));
        await host.AcceptedAsync(Event("span-create", """{"id":"c","traceId":"t"}"""));

        Assert.Equal((1, 0), (store.TraceReads, store.ObservationReads));
    }

    [Fact]
    public async Task TracesAndScores_OfAnyNumber_AreNotRead()
    {
        var store = new CountingStore();
        await using var host = await ApiHost.StartAsync(store);

        await host.AcceptedAsync(Event("trace-create", """{"id":"t"}"""), Event("trace-create", """{"id":"t","name":"n"}"""), Event("score-create", """{"id":"s","traceId":"t","name":"n","value":1}"""));

        Assert.Equal((0, 0), (store.TraceReads, store.ObservationReads));
    }

    [Fact]
    public async Task ConcurrentUpdates_OfOneObservation_LoseNothing()
    {
        await using var host = await ApiHost.StartAsync(new CountingStore());

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => host.AcceptedAsync(
            Event(i % 3 == 0 ? "span-create" : "span-update", $$"""{"id":"o","traceId":"t","metadata":{"k{{i}}":{{i}},"shared":{"k{{i}}":{{i}} } } }"""),
            Event("span-create", $$"""{"id":"own{{i}}","traceId":"t"}""")))));

        var trace = await host.GetAsync("traces/t");
        var metadata = trace.GetProperty("observations").EnumerateArray().Single(o => o.GetProperty("id").GetString() == "o").GetProperty("metadata");
        Assert.Equal(Writers + 1, trace.GetProperty("observations").GetArrayLength());
        Assert.Equal(Writers + 1, metadata.EnumerateObject().Count());
        Assert.Equal(Writers, metadata.GetProperty("shared").EnumerateObject().Count());
    }

    [Fact]
    public async Task ConcurrentUpdates_OfAnObservationThatIsOnlyInTheStore_LoseNothing()
    {
        var store = new CountingStore();
        await store.AddAsync(Telemetry.Observation("t", "o") with { Metadata = Payload.Parse("""{"stored":1}""") });
        await using var host = await ApiHost.StartAsync(store);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => host.AcceptedAsync(
            Event("span-create", $$"""{"id":"o","traceId":"t","metadata":{"k{{i}}":{{i}} } }""")))));

        Assert.Equal(Writers + 1, (await host.GetAsync("observations/o")).GetProperty("metadata").EnumerateObject().Count());
    }

    [Fact]
    public async Task Answer_WhileTheStoreWrites_Waits()
    {
        var store = new CountingStore();
        await using var host = await ApiHost.StartAsync(store);
        store.Hold();

        var first = host.AcceptedAsync(Event("span-create", """{"id":"o","traceId":"t","name":"n"}"""));
        await store.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
        var second = host.AcceptedAsync(Event("span-update", """{"id":"o","traceId":"t","output":1}"""));

        Assert.False(first.IsCompleted);
        store.Release();
        await first;
        await second;
        var observation = await host.GetAsync("observations/o");
        Assert.Equal(("n", 1), (observation.GetProperty("name").GetString(), observation.GetProperty("output").GetInt32()));
    }

    [Fact]
    public async Task Write_StoreThatFails_Is503AndSendingItAgainWorks()
    {
        var store = new CountingStore { Fails = true };
        await using var host = await ApiHost.StartAsync(store, services: builder => Configure(builder, options => options.RetryFor = TimeSpan.Zero));
        var batch = Batch(Event("span-create", """{"id":"o","traceId":"t","name":"n"}""")).ToJsonString();

        var refused = await host.PostAsync(batch);
        store.Fails = false;
        var taken = await host.PostAsync(batch);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.MultiStatus), (refused.Status, taken.Status));
        Assert.Equal("n", (await host.GetAsync("observations/o")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Update_AfterItsTraceWasErased_DoesNotBringItBack()
    {
        await using var host = await ApiHost.StartAsync(new CountingStore());
        await host.AcceptedAsync(Event("span-create", """{"id":"o","traceId":"t","input":"a secret"}"""));
        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Delete, "traces/t");

        await host.AcceptedAsync(Event("span-update", """{"id":"o","traceId":"t","output":"late"}"""));

        var observation = await host.GetAsync("observations/o");
        Assert.Equal(JsonValueKind.Null, observation.GetProperty("input").ValueKind);
        Assert.Equal("late", observation.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Score_AgainstItsConfig_IsCheckedAlone()
    {
        await using var host = await ApiHost.StartAsync(new Storage.InMemory.InMemoryTraceStore());
        var config = (await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "quality", dataType = "NUMERIC", minValue = 0, maxValue = 1 })).GetProperty("id").GetString();

        var answer = await host.IngestAsync(
            Event("score-create", $$"""{"id":"good","traceId":"t","name":"quality","value":1,"configId":"{{config}}"}""", id: "e1"),
            Event("score-create", $$"""{"traceId":"t","name":"quality","value":2,"configId":"{{config}}"}""", id: "e2"),
            Event("score-create", $$"""{"traceId":"t","name":"other","value":1,"configId":"{{config}}"}""", id: "e3"),
            Event("score-create", $$"""{"traceId":"t","name":"quality","value":"yes","configId":"{{config}}"}""", id: "e4"),
            Event("score-create", """{"traceId":"t","name":"quality","value":1,"configId":"nope"}""", id: "e5"));

        Assert.Equal("e1", answer.GetProperty("successes").Column("id"));
        Assert.Equal(
            [
                ("e2", 400, "Value exceeds maximum value of 1 defined in config"),
                ("e3", 400, "Name mismatch based on config: expected quality, got other"),
                ("e4", 400, "Data type mismatch based on config: expected NUMERIC, got CATEGORICAL"),
                ("e5", 404, "The configId you provided does not match a valid config in your project"),
            ],
            answer.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("id").GetString(), error.GetProperty("status").GetInt32(), error.GetProperty("error").GetString())));
        Assert.Equal("good", (await host.GetAsync("v2/scores")).GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Generation_WithoutUsage_IsEstimatedOnceItHasEnded()
    {
        await using var host = await ApiHost.StartAsync(new CountingStore());
        await host.AcceptedAsync(Event("generation-create", """{"id":"o","traceId":"t","model":"gpt-4o","input":[{"role":"user","content":"hello there"}]}"""));
        var running = await host.GetAsync("observations/o");

        await host.AcceptedAsync(Event("generation-update", """{"id":"o","traceId":"t","output":"good morning","endTime":"2026-11-23T17:36:00Z"}""", atSeconds: 1));
        var estimated = await host.GetAsync("observations/o");
        await host.AcceptedAsync(Event("generation-update", """{"id":"o","traceId":"t","usage":{"input":1000,"output":100}}""", atSeconds: 2));
        var provided = await host.GetAsync("observations/o");

        Assert.Equal(0, running.GetProperty("totalTokens").GetInt64());
        Assert.True(estimated.GetProperty("usageEstimated").GetBoolean());
        Assert.True(estimated.GetProperty("totalTokens").GetInt64() > 0);
        Assert.Equal("ESTIMATED", estimated.GetProperty("costSource").GetString());
        Assert.False(provided.GetProperty("usageEstimated").GetBoolean());
        Assert.Equal((1100, "COMPUTED", 0.0035m), (provided.GetProperty("totalTokens").GetInt64(), provided.GetProperty("costSource").GetString(), provided.GetProperty("calculatedTotalCost").GetDecimal()));
    }

    [Fact]
    public async Task Payload_WithADataUriAndASecret_IsLiftedAndRedacted()
    {
        var media = new DictionaryMediaStore();
        await using var host = await ApiHost.StartAsync(new CountingStore(), services: builder => Configure(builder, options => options
            .UseMedia(() => media)
            .Redact(text => text.Replace("secret", "***", StringComparison.Ordinal))));
        var image = new MediaContent("image/png", new byte[] { 1, 2, 3, 4 });

        await host.AcceptedAsync(
            Event("trace-create", """{"id":"t","output":"see data:image/png;base64,AQIDBA== secret"}"""),
            Event("span-create", """{"id":"o","traceId":"t","input":{"image_url":"data:image/png;base64,AQIDBA==","secret":"a secret"}}"""));
        await host.AcceptedAsync(Event("span-update", """{"id":"o","traceId":"t","output":1}"""));

        var reference = $"@@@langfuseMedia:type=image/png|id={image.Id}|source=base64_data_uri@@@";
        var trace = await host.GetAsync("traces/t");
        Assert.Equal($"see {reference} ***", trace.GetProperty("output").GetString());
        Assert.Equal($$"""{"image_url":"{{reference}}","***":"a ***"}""", trace.GetProperty("observations")[0].GetProperty("input").GetRawText());
        Assert.Equal(image.Content.ToArray(), (await media.GetAsync(ProjectId.Default, image.Id, TestContext.Current.CancellationToken))!.Content.ToArray());
    }

    private static void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder, Action<LlmObservabilityOptions> configure) =>
        builder.Services.AddLlmObservability(configure);
}
