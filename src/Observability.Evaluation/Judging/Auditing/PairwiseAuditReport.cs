using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Judging.Auditing;

/// <summary>How a pairwise judge judged a set of pairs, and how far the order moved it.</summary>
public sealed record PairwiseAuditReport
{
    /// <summary>Flips and leaning; null when every pair failed.</summary>
    public required OrderSwapAudit? Order { get; init; }

    /// <summary>The mean preference for the first answers, flips counted as ties; exactly 0.5 for a judge that reads only positions. Null when every pair failed.</summary>
    public required Estimate? Preference { get; init; }

    /// <summary>The pairs that failed, by their index, with the error.</summary>
    public required IReadOnlyDictionary<int, string> Failures { get; init; }

    /// <summary>The model calls of the audit.</summary>
    public required JudgeUsage? Usage { get; init; }
}
