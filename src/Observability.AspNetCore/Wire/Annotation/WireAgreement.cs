namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>How far the people who work on a queue agree.</summary>
/// <param name="Scores">One for each name of a score.</param>
/// <param name="IsComplete">Whether all scores of the queue were looked at; else the newest.</param>
internal sealed record WireAgreement(IReadOnlyList<WireScoreAgreement> Scores, bool IsComplete);
