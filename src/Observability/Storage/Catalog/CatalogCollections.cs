using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>How the plain values of the catalog are kept and found.</summary>
internal static class CatalogCollections
{
    public static readonly CollectionSchema<ScoreConfig> ScoreConfigs = new(
        "score-configs", CatalogJson.Instance.ScoreConfig, config => config.Id, config => SortText.Of(config.CreatedAt));

    public static readonly CollectionSchema<Comment> Comments = new(
        "comments", CatalogJson.Instance.Comment, comment => comment.Id, comment => SortText.Of(comment.CreatedAt), CommentKeys);

    public static readonly CollectionSchema<AnnotationQueue> AnnotationQueues = new(
        "annotation-queues", CatalogJson.Instance.AnnotationQueue, queue => queue.Id, queue => SortText.Of(queue.CreatedAt), queue => [Name(queue.Name)]);

    // Work is done in the order it came.
    public static readonly CollectionSchema<AnnotationQueueItem> AnnotationItems = new(
        "annotation-items",
        CatalogJson.Instance.AnnotationQueueItem,
        item => item.Id,
        item => SortText.OldestFirst(item.CreatedAt),
        item => [OfQueue(item.QueueId), OfQueue(item.QueueId, item.IsCompleted)]);

    public static readonly CollectionSchema<AnnotationAssignment> AnnotationAssignments = new(
        "annotation-assignments", CatalogJson.Instance.AnnotationAssignment, assignment => assignment.Id, assignment => SortText.Of(assignment.CreatedAt), assignment => [OfQueue(assignment.QueueId)]);

    public static readonly CollectionSchema<LlmConnection> LlmConnections = new(
        "llm-connections", CatalogJson.Instance.LlmConnection, connection => connection.Id, connection => SortText.Of(connection.CreatedAt), connection => [Name(connection.Provider)]);

    public static readonly CollectionSchema<EvaluatorDefinition> Evaluators = new(
        "evaluators", CatalogJson.Instance.EvaluatorDefinition, evaluator => evaluator.Id, evaluator => SortText.Of(evaluator.CreatedAt), evaluator => [Name(evaluator.Name)]);

    public static readonly CollectionSchema<EvaluatorDefinition> EvaluatorVersions = new(
        "evaluator-versions",
        CatalogJson.Instance.EvaluatorDefinition,
        evaluator => $"{evaluator.Id}@{SortText.Of(evaluator.Version)}",
        evaluator => SortText.Of(evaluator.Version),
        evaluator => [UsesEvaluator(evaluator.Id)]);

    public static readonly CollectionSchema<EvaluationRule> EvaluationRules = new(
        "evaluation-rules",
        CatalogJson.Instance.EvaluationRule,
        rule => rule.Id,
        rule => SortText.Of(rule.CreatedAt),
        rule => [Name(rule.Name), .. rule.Assignments.Select(assignment => UsesEvaluator(assignment.EvaluatorId)), .. rule.IsEnabled ? [Enabled] : Array.Empty<CatalogKey>()]);

    public static readonly CollectionSchema<DashboardDefinition> Dashboards = new(
        "dashboards",
        CatalogJson.Instance.DashboardDefinition,
        dashboard => dashboard.Id,
        dashboard => SortText.Of(dashboard.UpdatedAt),
        dashboard => dashboard.Placements.Select(placement => placement.WidgetId).OfType<string>().Distinct().Select(ShowsWidget));

    public static readonly CollectionSchema<DashboardWidget> DashboardWidgets = new(
        "dashboard-widgets", CatalogJson.Instance.DashboardWidget, widget => widget.Id, widget => SortText.Of(widget.UpdatedAt));

    public static readonly CollectionSchema<ModelDefinition> Models = new(
        "models", CatalogJson.Instance.ModelDefinition, model => model.Id, model => SortText.Of(model.CreatedAt));

    /// <summary>The rules that are enabled.</summary>
    public static CatalogKey Enabled { get; } = new("enabled", "true");

    public static CatalogKey Name(string name) => new("name", name, IsUnique: true);

    /// <summary>The comments with all that is given; an object needs its type.</summary>
    public static CatalogKey CommentsOf(CommentTarget? type, string? id, string? author) =>
        (type, id, author) is (null, null, null) ? CatalogKey.All : new CatalogKey("of", $"{type}\n{id}\n{author}");

    public static CatalogKey OfQueue(string queue) => new("queue", queue);

    public static CatalogKey OfQueue(string queue, bool isCompleted) => new(isCompleted ? "completed" : "pending", queue);

    public static CatalogKey UsesEvaluator(string evaluator) => new("evaluator", evaluator);

    public static CatalogKey ShowsWidget(string widget) => new("widget", widget);

    private static IEnumerable<CatalogKey> CommentKeys(Comment comment)
    {
        string?[] authors = comment.AuthorUserId is { } author ? [null, author] : [null];
        foreach (var by in authors)
        {
            yield return CommentsOf(comment.ObjectType, null, by);
            yield return CommentsOf(comment.ObjectType, comment.ObjectId, by);
            if (by is not null)
            {
                yield return CommentsOf(null, null, by);
            }
        }
    }
}
