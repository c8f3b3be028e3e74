using Microsoft.Extensions.DependencyInjection;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests;

/// <summary>Records with plain values, so that a test names only what it is about.</summary>
internal static class Telemetry
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 17, 35, 37, 955, TimeSpan.Zero);

    public static ObservationRecord Observation(string trace, string id, double startSeconds = 0, double seconds = 1) => new()
    {
        TraceId = new TraceId(trace),
        Id = new ObservationId(id),
        Name = id,
        StartTime = Start.AddSeconds(startSeconds),
        EndTime = Start.AddSeconds(startSeconds + seconds),
    };

    public static ObservationRecord Generation(string trace, string id, double startSeconds = 0, double seconds = 1) => Observation(trace, id, startSeconds, seconds) with
    {
        Kind = ObservationKind.Generation,
        Name = "chat gpt-4o",
        Model = "gpt-4o-2024-08-06",
        Provider = "openai",
        FinishReason = "stop",
        Parameters = Payload.Parse("""{"temperature":0.3}"""),
        Input = Payload.Parse("""[{"role":"user","content":"hello"}]"""),
        Output = Payload.FromText("hi <b>there</b>"),
        Usage = new Usage { Input = 120, CachedInput = 20, Output = 50, Reasoning = 10 },
        Cost = new Cost
        {
            Total = 0.00075m,
            Entries = new Dictionary<string, decimal> { [UsageKeys.Input] = 0.00025m, [UsageKeys.CachedInput] = 0.000025m, [UsageKeys.Output] = 0.000475m },
        },
    };

    public static TraceRecord Trace(string id, double startSeconds = 0) => new() { Id = new TraceId(id), Timestamp = Start.AddSeconds(startSeconds), Name = id };

    public static Score Score(string id, string trace, ScoreValue value, double seconds = 0) => new()
    {
        Id = new ScoreId(id),
        Name = "quality",
        Value = value,
        Target = ScoreTarget.Trace(new TraceId(trace)),
        Timestamp = Start.AddSeconds(seconds),
    };

    public static Task AddAsync(this ITraceStore store, params IReadOnlyList<ObservationRecord> observations) =>
        store.WriteAsync(new TelemetryBatch { Observations = observations }, TestContext.Current.CancellationToken);

    public static Task AddAsync(this ITraceStore store, params IReadOnlyList<TraceRecord> traces) =>
        store.WriteAsync(new TelemetryBatch { Traces = traces }, TestContext.Current.CancellationToken);

    public static Task AddAsync(this ITraceStore store, params IReadOnlyList<Score> scores) =>
        store.WriteAsync(new TelemetryBatch { Scores = scores }, TestContext.Current.CancellationToken);

    /// <summary>Sends an observation through the pipeline of a host, as the endpoints that take telemetry in do.</summary>
    public static Task SubmitAsync(this IServiceProvider services, ObservationRecord observation) =>
        services.GetRequiredService<LlmObservability>().SubmitAsync(new TelemetryBatch { Observations = [observation] }, TestContext.Current.CancellationToken);

    /// <summary>A store with one trace of a user: an agent, a generation in it, and two scores.</summary>
    public static async Task<InMemoryTraceStore> OneTraceAsync()
    {
        var store = new InMemoryTraceStore();
        await store.WriteAsync(
            new TelemetryBatch
            {
                Traces =
                [
                    Trace("golden") with
                    {
                        Name = "golden trace",
                        UserId = new UserId("u1"),
                        SessionId = new SessionId("s1"),
                        Environment = "prod",
                        Release = "r1",
                        Version = "v1",
                        Tags = ["a", "b"],
                        Input = Payload.Parse("""{"q":"hello"}"""),
                        Output = Payload.FromText("world"),
                        Metadata = Payload.Parse("""{"k":"v","n":1,"o":{"x":[1,2]}}"""),
                    },
                ],
                Observations =
                [
                    Observation("golden", "agent", seconds: 6) with { Kind = ObservationKind.Agent },
                    Generation("golden", "gen", startSeconds: 1, seconds: 2) with { ParentId = new ObservationId("agent"), FirstTokenTime = Start.AddSeconds(1.5) },
                ],
                Scores = [Score("score1", "golden", 0.5, seconds: 1) with { Comment = "c", Metadata = Payload.Parse("""{"m":1}""") }, Score("score2", "golden", true, seconds: 2)],
            },
            TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>The names of an object's properties, in the order of the alphabet.</summary>
    public static string Names(this System.Text.Json.JsonElement element) => string.Join(' ', element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));

    /// <summary>The texts of one property of each item.</summary>
    public static string Column(this System.Text.Json.JsonElement array, string name) => string.Join(' ', array.EnumerateArray().Select(item => item.GetProperty(name).ToString()));
}
