using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>Where the catalog keeps what online evaluation remembers.</summary>
internal static class OnlineCollections
{
    // What is due first stands first; failures are read newest first.
    public static readonly CollectionSchema<StoredJob> Jobs = new(
        "evaluation-jobs",
        OnlineJson.Instance.StoredJob,
        stored => stored.Job.Id,
        stored => stored.Job.Status == EvaluationJobStatus.Pending ? SortText.OldestFirst(stored.Job.DueAt) : SortText.Of(stored.Job.UpdatedAt),
        stored => [WithStatus(stored.Job.Status), WithStatus(stored.Job.Status, stored.Job.RuleId)]);

    public static readonly CollectionSchema<EvaluationBackfill> Backfills = new(
        "evaluation-backfills",
        OnlineJson.Instance.EvaluationBackfill,
        backfill => backfill.Id,
        backfill => SortText.Of(backfill.CreatedAt),
        backfill => [OfRule(backfill.RuleId), .. backfill.CompletedAt is null ? [Running] : Array.Empty<CatalogKey>()]);

    public static readonly CollectionSchema<SpentBudget> Budgets = new("evaluation-budgets", OnlineJson.Instance.SpentBudget, budget => budget.Day, budget => budget.Day);

    public static readonly CollectionSchema<RuleProgress> Progress = new("evaluation-progress", OnlineJson.Instance.RuleProgress, progress => progress.RuleId, progress => progress.RuleId);

    public static CatalogKey Running { get; } = new("running", "true");

    public static CatalogKey WithStatus(EvaluationJobStatus status, string? rule = null) => new("status", $"{status}\n{rule}");

    public static CatalogKey OfRule(string rule) => new("rule", rule);
}
