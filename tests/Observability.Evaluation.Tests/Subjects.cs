using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.Evaluation.Tests;

/// <summary>Makes subjects with a trace.</summary>
internal static class Subjects
{
    /// <summary>A trace of these observations, whose first is the root.</summary>
    public static TraceDetail Trace(params ObservationRecord[] observations) => new(
        new TraceSummary
        {
            Trace = Some.Trace(observations[0].TraceId.Value) with { Input = observations[0].Input, Output = observations[0].Output },
            StartTime = observations.Min(o => o.StartTime),
            EndTime = observations.Max(o => o.EndTime),
            ObservationCount = observations.Length,
            InputTokens = observations.Sum(o => o.Usage?.Input ?? 0),
            OutputTokens = observations.Sum(o => o.Usage?.Output ?? 0),
            TotalTokens = observations.Sum(o => o.Usage?.TotalTokens ?? 0),
            TotalCost = observations.Any(o => o.Cost is not null) ? observations.Sum(o => o.Cost?.Total ?? 0) : null,
        },
        observations,
        []);

    public static ObservationRecord Tool(string id, string name, string? arguments, string? parent = "1", double atSeconds = 0) => Some.Span("t", id, parent, atSeconds) with
    {
        Kind = ObservationKind.Tool,
        Name = name,
        Input = arguments is null ? null : Payload.Parse(arguments),
    };
}
