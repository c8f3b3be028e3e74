namespace Observability.Evaluation.Experiments;

/// <summary>One item whose metric differs between baseline and candidate.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Baseline">The baseline's mean over its repetitions.</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="Loss">By how much the candidate is worse; negative when it is better.</param>
/// <param name="Input">The input, cut.</param>
/// <param name="BaselineOutput">The baseline's answer, cut.</param>
/// <param name="CandidateOutput">The candidate's answer, cut.</param>
/// <param name="Expected">The expected answer, cut; null when nothing is expected.</param>
/// <param name="CandidateTraceId">The trace of the candidate's answer.</param>
public sealed record ItemDifference(
    string ItemId,
    string Metric,
    double Baseline,
    double Candidate,
    double Loss,
    string Input,
    string BaselineOutput,
    string CandidateOutput,
    string? Expected,
    string? CandidateTraceId);
