using System.Text.Json.Serialization;
using Observability.Model;

namespace Observability.Evaluation.Experiments;

/// <summary>What an evaluator said of one answer, as an experiment keeps it.</summary>
public sealed record MetricValue
{
    /// <summary>The number; 1 or 0 of a pass or fail; null of a word, a failure or where there is nothing to say.</summary>
    public double? Number { get; init; }

    /// <summary>Whether <see cref="Number"/> says pass or fail.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>The word of a categorical score; null otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Why the evaluator failed; null unless it did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the evaluator failed.</summary>
    [JsonIgnore]
    public bool IsFailed => Error is not null;

    internal static MetricValue Of(EvaluatorScore score) => new()
    {
        Number = score.Value is { Type: ScoreValueType.Numeric or ScoreValueType.Boolean } value ? value.Number : null,
        IsBoolean = score.Value is { Type: ScoreValueType.Boolean },
        Text = score.Value?.Text,
        Comment = score.Comment,
        Error = score.Error,
    };

    internal static MetricValue Of(double number) => new() { Number = number };

    internal static MetricValue Failed(string error) => new() { Error = error };
}
