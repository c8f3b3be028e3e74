namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>How far a rule is with judging what was already there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EvaluationRuleId">The rule.</param>
/// <param name="From">What began at or after this instant.</param>
/// <param name="To">What began before this instant.</param>
/// <param name="Found">How many it has found to judge so far.</param>
/// <param name="Status">RUNNING or COMPLETED: all are found; evaluation-jobs says which of them wait.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="CompletedAt">When all were found.</param>
internal sealed record WireEvaluationBackfill(
    string Id, string EvaluationRuleId, DateTimeOffset From, DateTimeOffset To, int Found, string Status, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);
