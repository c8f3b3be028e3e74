namespace Observability.Prompts.Rollout;

/// <summary>What a guard saw in a stage.</summary>
/// <param name="Guard">The guard, e.g. <c>latency</c>.</param>
/// <param name="Tolerance">How much worse it puts up with.</param>
/// <param name="ControlCount">How many values of the old version there are.</param>
/// <param name="ControlMean">Their mean; null without any.</param>
/// <param name="CandidateCount">How many values of the candidate there are.</param>
/// <param name="CandidateMean">Their mean; null without any.</param>
/// <param name="Lower">The candidate's mean is higher by at least this; null while there is too little data.</param>
/// <param name="Upper">The candidate's mean is higher by at most this; null while there is too little data.</param>
/// <param name="IsWorse">Whether the candidate is known to be worse by more than the tolerance.</param>
public sealed record RolloutFinding(
    string Guard, double Tolerance, long ControlCount, double? ControlMean, long CandidateCount, double? CandidateMean, double? Lower, double? Upper, bool IsWorse)
{
    /// <summary>Whether there is enough data to say anything.</summary>
    public bool IsKnown => Lower is not null;

    internal static RolloutFinding Of(RolloutGuard guard, ConfidenceSequence seen)
    {
        var difference = seen.Difference;
        return new RolloutFinding(
            guard.Name,
            guard.Tolerance,
            seen.Control.Count,
            seen.Control.Count > 0 ? seen.Control.Mean : null,
            seen.Treatment.Count,
            seen.Treatment.Count > 0 ? seen.Treatment.Mean : null,
            difference.Lower,
            difference.Upper,
            guard.IsLowerBetter ? difference.IsAbove(guard.Tolerance) : difference.IsBelow(-guard.Tolerance));
    }
}
