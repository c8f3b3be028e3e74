namespace Observability.Evaluation.Online;

/// <summary>Up to when a rule has seen what was written. After a crash it looks again from there.</summary>
internal sealed record RuleProgress(string RuleId, DateTimeOffset SeenUntil);
