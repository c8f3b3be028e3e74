using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Judging.Auditing;

/// <summary>How far a judge can be relied on.</summary>
public sealed record JudgeAuditReport
{
    /// <summary>The evaluator and the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The version that judged.</summary>
    public required string Version { get; init; }

    /// <summary>The label the judge gave each item it judged, at its first repetition.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The items the judge failed on at least once, with the first error. They are in no estimate.</summary>
    public required IReadOnlyDictionary<string, string> Failures { get; init; }

    /// <summary>How often it says the same when asked the same again; null with fewer than two repetitions or no item.</summary>
    public required Estimate? Consistency { get; init; }

    /// <summary>The share of items labelled as people did; null without human labels.</summary>
    public required Estimate? Agreement { get; init; }

    /// <summary>Cohen's kappa against people; null without human labels or variety.</summary>
    public required Estimate? Kappa { get; init; }

    /// <summary>Kappa with quadratic weights, where judge and people gave numbers; else null.</summary>
    public required Estimate? WeightedKappa { get; init; }

    /// <summary>Krippendorff's alpha of judge and people; null without human labels or variety.</summary>
    public required Estimate? Alpha { get; init; }

    /// <summary>The mean that people would give, corrected by the judge on the items nobody labelled; null without both or where values are words.</summary>
    public required PredictionPoweredEstimate? CorrectedMean { get; init; }

    /// <summary>The model calls of the audit.</summary>
    public required JudgeUsage? Usage { get; init; }

    /// <summary>The labels as one version among others, for <see cref="JudgeDrift"/>.</summary>
    public JudgeRun<string, string> ToRun() => new(Version, Labels);
}
