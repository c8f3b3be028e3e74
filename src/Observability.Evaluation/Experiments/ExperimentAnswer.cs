using System.Text.Json.Serialization;
using Observability.Model;

namespace Observability.Evaluation.Experiments;

/// <summary>One answer of an experiment: an item, answered once and judged.</summary>
public sealed record ExperimentAnswer
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Which repetition of it, from 1.</summary>
    public required int Repetition { get; init; }

    /// <summary>What the item belongs together with; null when it stands for itself.</summary>
    public string? Cluster { get; init; }

    /// <summary>The trace of the answer.</summary>
    public string? TraceId { get; init; }

    /// <summary>The input as readable text, cut at 500 characters.</summary>
    public string Input { get; init; } = "";

    /// <summary>The answer as readable text, cut at 500 characters.</summary>
    public string Output { get; init; } = "";

    /// <summary>The expected answer as readable text, cut at 500 characters; null when nothing is expected.</summary>
    public string? Expected { get; init; }

    /// <summary>Why the task failed; null when it answered.</summary>
    public string? Error { get; init; }

    /// <summary>What the evaluators said, and <see cref="ExperimentMetrics"/>, by metric.</summary>
    public IReadOnlyDictionary<string, MetricValue> Metrics { get; init; } = new Dictionary<string, MetricValue>();

    /// <summary>Whether the task failed.</summary>
    [JsonIgnore]
    public bool IsFailed => Error is not null;

    internal static string Cut(string text) => text.Length <= 500 ? text : string.Concat(text.AsSpan(0, 499), "…");
}
