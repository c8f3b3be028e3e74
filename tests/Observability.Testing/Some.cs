using Observability.Model;

namespace Observability.Testing;

/// <summary>Makes records that are valid and fixed, for tests to change with <c>with</c>.</summary>
public static class Some
{
    /// <summary>A Wednesday, so that week and month buckets begin on other days.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A span of one second.</summary>
    public static ObservationRecord Span(string trace, string id, string? parent = null, double atSeconds = 0) => new()
    {
        TraceId = new TraceId(trace),
        Id = new ObservationId(id),
        ParentId = parent is null ? null : new ObservationId(parent),
        Name = "step",
        StartTime = Time.AddSeconds(atSeconds),
        EndTime = Time.AddSeconds(atSeconds + 1),
    };

    /// <summary>A generation of two seconds by gpt-4o with 100 tokens in and 50 out.</summary>
    public static ObservationRecord Generation(string trace, string id, string? parent = null, double atSeconds = 0) => Span(trace, id, parent, atSeconds) with
    {
        Kind = ObservationKind.Generation,
        Name = "chat gpt-4o",
        EndTime = Time.AddSeconds(atSeconds + 2),
        FirstTokenTime = Time.AddSeconds(atSeconds + 0.5),
        Model = "gpt-4o",
        Provider = "openai",
        Parameters = Payload.Parse("""{"temperature":0.2}"""),
        FinishReason = "stop",
        Usage = new Usage { Input = 100, Output = 50 },
        Input = Payload.Parse("""[{"role":"user","content":"What is the weather in Paris?"}]"""),
        Output = Payload.Parse("""{"role":"assistant","content":"Sunny."}"""),
    };

    /// <summary>What was said about a trace: its name.</summary>
    public static TraceRecord Trace(string id, double atSeconds = 0) => new() { Id = new TraceId(id), Timestamp = Time.AddSeconds(atSeconds), Name = "trace " + id };

    /// <summary>A numeric score of a trace.</summary>
    public static Score Score(string trace, string id, double value = 1, double atSeconds = 0) => new()
    {
        Id = new ScoreId(id),
        Name = "quality",
        Value = value,
        Target = ScoreTarget.Trace(new TraceId(trace)),
        Timestamp = Time.AddSeconds(atSeconds),
    };
}
