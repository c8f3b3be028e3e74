using System.Diagnostics;
using Observability.Model;

namespace Observability.Evaluation;

/// <summary>What an evaluator says of one metric: a value, that there is nothing to say, or why it failed.</summary>
/// <remarks>A failure has no value and is never a pass. Immutable.</remarks>
public sealed record EvaluatorScore
{
    private readonly bool? _passed;

    private EvaluatorScore(string name, ScoreValue? value, string? comment, string? error)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Value = value;
        Comment = comment;
        Error = error;
    }

    /// <summary>The metric, e.g. <c>token-f1</c>.</summary>
    public string Name { get; }

    /// <summary>The value; null when the evaluator failed or had nothing to say.</summary>
    public ScoreValue? Value { get; }

    /// <summary>Why: the judge's reasoning, what differed, or why there is nothing to say.</summary>
    public string? Comment { get; init; }

    /// <summary>What went wrong; null unless the evaluator failed.</summary>
    public string? Error { get; }

    /// <summary>Whether the evaluator itself calls the value good enough; null when it has no opinion, false for every failure.</summary>
    public bool? Passed
    {
        get => IsFailed ? false : IsSkipped ? null : _passed;
        init => _passed = value;
    }

    /// <summary>The evaluator; set by <see cref="Evaluator"/>.</summary>
    public string? EvaluatorName { get; init; }

    /// <summary>Its version; set by <see cref="Evaluator"/>.</summary>
    public string? EvaluatorVersion { get; init; }

    /// <summary>The model calls made for it; null when it asked no model.</summary>
    public JudgeUsage? Judge { get; init; }

    /// <summary>Details, e.g. the precision and recall behind an F1.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata;

    /// <summary>Whether the evaluator failed.</summary>
    public bool IsFailed => Error is not null;

    /// <summary>Whether the metric does not apply to the subject, e.g. user feedback where no user gave any.</summary>
    public bool IsSkipped => Value is null && Error is null;

    private static IReadOnlyDictionary<string, string> EmptyMetadata { get; } = new Dictionary<string, string>().AsReadOnly();

    /// <summary>Makes a score with a value.</summary>
    public static EvaluatorScore Of(string name, ScoreValue value, string? comment = null, bool? passed = null) => new(name, value, comment, null) { Passed = passed };

    /// <summary>Makes a score without a value: the metric does not apply.</summary>
    public static EvaluatorScore Skipped(string name, string reason) => new(name, null, reason, null);

    /// <summary>Makes a failure.</summary>
    public static EvaluatorScore Failed(string name, string error)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(error);
        return new EvaluatorScore(name, null, null, error);
    }

    /// <summary>Makes the score that a store keeps, with evaluator, version and judge in its metadata.</summary>
    /// <param name="target">What was judged.</param>
    /// <param name="timestamp">When.</param>
    /// <param name="id">The id; a new one when null. The same id replaces an earlier score.</param>
    /// <exception cref="InvalidOperationException">It has no value.</exception>
    public Score ToScore(ScoreTarget target, DateTimeOffset timestamp, ScoreId? id = null) => new()
    {
        Id = id ?? new ScoreId(ActivityTraceId.CreateRandom().ToHexString()),
        Name = Name,
        Value = Value ?? throw new InvalidOperationException($"The metric '{Name}' has no value: {Error ?? Comment}"),
        Target = target,
        Timestamp = timestamp,
        Source = ScoreSource.Evaluator,
        Comment = Comment,
        Author = EvaluatorName,
        Metadata = ScoreMetadata.Of(this),
    };
}
