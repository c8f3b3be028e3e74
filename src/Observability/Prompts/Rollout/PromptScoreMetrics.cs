namespace Observability.Prompts.Rollout;

/// <summary>A score of the calls made from one version of a prompt.</summary>
/// <param name="Name">The name of the score.</param>
/// <param name="Count">How many calls or traces were judged.</param>
/// <param name="Mean">The mean of the scores.</param>
/// <param name="Lower">The true mean is at least this, with a probability of 95 % that holds however often one looks; null for a single score.</param>
/// <param name="Upper">The true mean is at most this; null for a single score.</param>
public sealed record PromptScoreMetrics(string Name, long Count, double Mean, double? Lower, double? Upper)
{
    private const double Level = 0.95;

    internal static PromptScoreMetrics Of(string name, RunningMoments seen)
    {
        // In units in which the values are about one in size, as the formula wants them.
        var unit = Math.Sqrt((seen.Mean * seen.Mean) + (seen.SquaredDeviations / seen.Count));
        double? half = seen.Count < 2 ? null : unit == 0 ? 0 : unit * ConfidenceSequence.HalfWidth(seen.Count, seen.Variance / (unit * unit), Level);
        return new PromptScoreMetrics(name, seen.Count, seen.Mean, seen.Mean - half, seen.Mean + half);
    }
}
