namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>What a guard saw in a stage.</summary>
/// <param name="Guard">The guard.</param>
/// <param name="Tolerance">How much worse it puts up with.</param>
/// <param name="ControlCount">How many values of the old version there are.</param>
/// <param name="ControlMean">Their mean.</param>
/// <param name="CandidateCount">How many values of the version on trial there are.</param>
/// <param name="CandidateMean">Their mean.</param>
/// <param name="Lower">The mean of the version on trial is higher by at least this; null while there is too little data.</param>
/// <param name="Upper">The mean of the version on trial is higher by at most this; null while there is too little data.</param>
/// <param name="IsWorse">Whether it is known to be worse by more than the tolerance.</param>
internal sealed record WireRolloutFinding(
    string Guard, double Tolerance, long ControlCount, double? ControlMean, long CandidateCount, double? CandidateMean, double? Lower, double? Upper, bool IsWorse);
