namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A score of the calls made from one version of a prompt.</summary>
/// <param name="Name">The name of the score.</param>
/// <param name="Count">How many calls or traces were judged.</param>
/// <param name="Mean">The mean of the scores.</param>
/// <param name="Lower">The true mean is at least this, with a probability of 95 % that holds however often one looks; null for a single score.</param>
/// <param name="Upper">The true mean is at most this.</param>
internal sealed record WirePromptScoreMetrics(string Name, long Count, double Mean, double? Lower, double? Upper);
