namespace Observability.Evaluation.Experiments;

/// <summary>What a comparison says of one metric.</summary>
public enum Verdict
{
    /// <summary>The data do not tell the two apart.</summary>
    NoDifference = 0,

    /// <summary>The candidate is better, beyond chance.</summary>
    Better,

    /// <summary>The candidate is worse, beyond chance.</summary>
    Worse,
}
