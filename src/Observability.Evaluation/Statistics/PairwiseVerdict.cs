namespace Observability.Evaluation.Statistics;

/// <summary>Which of two answers a judge prefers, by the position in which they were shown.</summary>
public enum PairwiseVerdict
{
    /// <summary>Neither.</summary>
    Tie,

    /// <summary>The answer shown first.</summary>
    First,

    /// <summary>The answer shown second.</summary>
    Second,
}
