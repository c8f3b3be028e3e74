namespace Observability.Evaluation.Gates;

/// <summary>A quality gate failed; the message is its report.</summary>
public sealed class QualityGateException : Exception
{
    internal QualityGateException(GateResult result)
        : base(result.ToString()) => Result = result;

    /// <summary>What the gate found.</summary>
    public GateResult Result { get; }
}
