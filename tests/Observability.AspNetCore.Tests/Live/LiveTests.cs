using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Observability.AspNetCore.Live;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Live;

public sealed class LiveTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_CapturedTrace_ArrivesWhenItIsDurable()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await using var events = await WatchAsync(host, "live/traces");
        Assert.Equal("ready", (await NextAsync(events)).EventType);

        using (host.Services.GetRequiredService<LlmObservability>().Tracer.StartSpan("live"))
        {
        }

        var arrived = await NextAsync(events);
        Assert.Equal("traces", arrived.EventType);
        var trace = JsonDocument.Parse(arrived.Data).RootElement.GetProperty("data")[0];
        Assert.Equal("live", trace.GetProperty("name").GetString());
        Assert.Equal(1, (await host.GetAsync("traces")).GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task Watch_WithFilter_SeesOnlyWhatMatches()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await using var events = await WatchAsync(host, "live/traces?userId=u1");
        await NextAsync(events);
        var feed = host.Services.GetRequiredService<LlmObservability>().Feed;
        var writer = new PublishingTraceWriter(host.Services.GetRequiredService<ITraceStore>(), feed);

        await writer.WriteAsync(new TelemetryBatch { Traces = [Telemetry.Trace("other") with { UserId = new UserId("u2") }] }, Cancelled);
        await writer.WriteAsync(new TelemetryBatch { Traces = [Telemetry.Trace("mine") with { UserId = new UserId("u1") }] }, Cancelled);

        Assert.Equal("mine", JsonDocument.Parse((await NextAsync(events)).Data).RootElement.GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task Watch_ScoreOfATrace_ShowsTheTraceAgain()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        await using var events = await WatchAsync(host, "live/traces");
        await NextAsync(events);

        await host.RefusedAsync(HttpStatusCode.OK, HttpMethod.Post, "scores", new { traceId = "golden", name = "x", value = 1 });

        Assert.Equal("golden", JsonDocument.Parse((await NextAsync(events)).Data).RootElement.GetProperty("data").Column("id"));
    }

    [Fact]
    public async Task WatchObservations_WithConditionsAndFields_SeesWhatMatchesAsTheListShowsIt()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await using var events = await WatchAsync(host, "live/observations?type=GENERATION&fields=io");
        Assert.Equal("ready", (await NextAsync(events)).EventType);
        var writer = new PublishingTraceWriter(host.Services.GetRequiredService<ITraceStore>(), host.Services.GetRequiredService<LlmObservability>().Feed);

        await writer.WriteAsync(new TelemetryBatch { Observations = [Telemetry.Observation("t", "span"), Telemetry.Generation("other", "elsewhere", 0.1) with { Project = new ProjectId("other") }] }, Cancelled);
        await writer.WriteAsync(new TelemetryBatch { Observations = [Telemetry.Generation("t", "call", 0.1) with { Output = Payload.FromText("done") }] }, Cancelled);

        var arrived = await NextAsync(events);
        var data = JsonDocument.Parse(arrived.Data).RootElement.GetProperty("data");
        Assert.Equal("observations", arrived.EventType);
        Assert.Equal("call", data.Column("id"));
        Assert.Equal("done", data[0].GetProperty("output").GetString());
        Assert.Equal((await host.GetAsync("v2/observations?type=GENERATION&fields=io")).GetProperty("data")[0].ToString(), data[0].ToString());
    }

    [Fact]
    public async Task Watch_NothingHappens_HasHeartbeats()
    {
        var time = new FakeTimeProvider();
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore(), services: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await using var events = await WatchAsync(host, "live/traces");
        await NextAsync(events);

        var next = NextAsync(events);
        while (!next.IsCompleted)
        {
            time.Advance(LiveTiming.Heartbeat);
            await Task.Yield();
        }

        Assert.Equal("heartbeat", (await next).EventType);
    }

    [Fact]
    public async Task Watch_HostStops_Ends()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        await using var events = await WatchAsync(host, "live/traces");
        await NextAsync(events);

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_QueryThatMakesNoSense_IsRefusedBeforeTheStream()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());

        var body = await host.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "live/traces?filter=nojson");

        Assert.Equal("Invalid JSON in filter parameter", body.GetProperty("message").GetString());
    }

    [Fact]
    public void WatchedTraces_MoreThanItKeeps_SaysSoOnceAndGoesOn()
    {
        var changed = WatchedIds.OfTraces(ProjectId.Default);

        changed.Add(new TelemetryBatch { Traces = [.. Enumerable.Range(0, ChangedIds<TraceId>.Capacity + 1).Select(i => Telemetry.Trace($"t{i}"))] });

        Assert.Null(changed.Take());
        changed.Add(new TelemetryBatch { Traces = [Telemetry.Trace("next")] });
        Assert.Equal([new TraceId("next")], changed.Take());
    }

    [Fact]
    public void WatchedTraces_OtherProject_IsNotNoted()
    {
        var changed = WatchedIds.OfTraces(ProjectId.Default);

        changed.Add(new TelemetryBatch { Traces = [Telemetry.Trace("t") with { Project = new ProjectId("other") }] });

        Assert.False(changed.WaitAsync().IsCompleted);
        Assert.Empty(changed.Take()!);
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> WatchAsync(ApiHost host, string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return SseParser.Create(await response.Content.ReadAsStreamAsync(Cancelled)).EnumerateAsync(Cancelled).GetAsyncEnumerator(Cancelled);
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync(), "The stream has ended.");
        return events.Current;
    }
}
