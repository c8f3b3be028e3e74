using Observability.Model;
using Observability.Testing;

namespace Observability.Storage.Conformance;

/// <summary>Three small traces whose every figure a test can know by heart.</summary>
/// <remarks>
/// red: 10:00 Wednesday, root span of 3 s over a gpt-4o generation of 2 s (100 + 50 tokens, 0.50 USD); scored 0.9 and "good".
/// blue: 11:00 Wednesday, root span of 1 s over a claude generation of 4 s (10 + 5 tokens, no cost) and a failed tool of 1 s; scored 0.3.
/// green: 10:00 Thursday, one embedding of 1 s (7 tokens, 0.01 USD), without user, session, tags or scores; bookmarked.
/// </remarks>
internal static class ConformanceData
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    public static TelemetryBatch Batch { get; } = new()
    {
        Traces =
        [
            Some.Trace("red") with
            {
                Name = "chat", UserId = new UserId("ann"), SessionId = new SessionId("s1"), Environment = "production", Release = "r1", Version = "v1",
                Tags = ["a", "b"], Metadata = Payload.Parse("""{"team":"red","size":5,"deep":{"x":1},"none":null}"""),
            },
            Some.Trace("blue", Hour) with
            {
                Name = "Search ALPHA", UserId = new UserId("bob"), SessionId = new SessionId("s1"), Environment = "staging", Tags = ["b"],
                Metadata = Payload.Parse("""{"team":"blue","size":12}"""),
            },
            Some.Trace("green", Day) with { Name = "batch", IsBookmarked = true },
        ],
        Observations =
        [
            Some.Span("red", "red-root") with
            {
                Name = "answer", EndTime = Some.Time.AddSeconds(3), UserId = new UserId("ann"), SessionId = new SessionId("s1"), Environment = "production", Tags = ["a", "b"], TraceName = "chat",
                Metadata = Payload.Parse("""{"step":"first"}"""),
            },
            Some.Generation("red", "red-gen", "red-root", 0.25) with
            {
                Environment = "production", UserId = new UserId("ann"), SessionId = new SessionId("s1"), Release = "r1", Version = "v1", TraceName = "chat",
                Prompt = new PromptLink("greeting", 2, "production"),
                Cost = new Cost { Total = 0.5m, Entries = new Dictionary<string, decimal> { [UsageKeys.Input] = 0.25m, [UsageKeys.Output] = 0.25m } },
            },
            Some.Span("blue", "blue-root", atSeconds: Hour) with { Name = "answer", Environment = "staging", UserId = new UserId("bob"), SessionId = new SessionId("s1") },
            Some.Generation("blue", "blue-gen", "blue-root", Hour + 1) with
            {
                Environment = "staging", EndTime = Some.Time.AddSeconds(Hour + 5), FirstTokenTime = null, Model = "claude-sonnet-4-5", Provider = "anthropic",
                Usage = new Usage { Input = 10, Output = 5 }, UserId = new UserId("bob"), SessionId = new SessionId("s1"),
                Input = Payload.FromText("我想知道巴黎的天气"), Output = Payload.FromText("今天是晴天"),
            },
            Some.Span("blue", "blue-tool", "blue-gen", Hour + 2) with
            {
                Kind = ObservationKind.Tool, Name = "Weather.get", Environment = "staging", Status = ObservationStatus.Failed, Level = ObservationLevel.Error,
                StatusMessage = "Connection refused", ErrorType = "System.IO.IOException", UserId = new UserId("bob"), SessionId = new SessionId("s1"),
            },
            Some.Span("green", "green-emb", atSeconds: Day) with
            {
                Kind = ObservationKind.Embedding, Name = "embed", Model = "text-embedding-3-small", Provider = "openai", Usage = new Usage { Input = 7 },
                Cost = new Cost { Total = 0.01m }, Level = ObservationLevel.Warning,
            },
        ],
        Scores =
        [
            Some.Score("red", "score-1", 0.9),
            Some.Score("red", "score-2") with { Name = "label", Value = "good", Source = ScoreSource.Evaluator, Target = ScoreTarget.Observation(new TraceId("red"), new ObservationId("red-gen")) },
            Some.Score("blue", "score-3", 0.3, Hour) with { Source = ScoreSource.Annotation, Author = "eve" },
        ],
    };

    public static DateTimeOffset From { get; } = Some.Time.AddDays(-1);

    public static DateTimeOffset To { get; } = Some.Time.AddDays(2);
}
