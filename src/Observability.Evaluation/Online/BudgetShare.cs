namespace Observability.Evaluation.Online;

/// <summary>What was set aside of a day's budget for one evaluation.</summary>
internal sealed record BudgetShare(string Day, decimal SetAsideUsd);
