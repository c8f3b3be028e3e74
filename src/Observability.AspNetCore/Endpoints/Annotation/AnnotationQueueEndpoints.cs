using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>Annotation queues and who works on them.</summary>
internal static class AnnotationQueueEndpoints
{
    private const int MaxConfigs = 100;
    private const int MaxDescription = 4000;
    private const int MaxAnnotators = 10;

    public static void Map(ApiMap api)
    {
        api.MapGet("/annotation-queues", ListAsync, "Lists annotation queues in pages, newest first.", Paging.Parameters).WithTags("annotation-queues");
        api.MapPost("/annotation-queues", CreateAsync, "Creates an annotation queue.").WithTags("annotation-queues").Accepts<CreateAnnotationQueueBody>("application/json");
        api.MapGet("/annotation-queues/{queueId}", GetAsync, "Gets an annotation queue.").WithTags("annotation-queues");
        api.MapGet("/annotation-queues/{queueId}/agreement", AgreementEndpoint.GetAsync, "Ours: says how far the people who work on a queue agree with each other and with the judges, score by score.").WithTags("annotation-queues");
        api.MapGet("/annotation-queues/{queueId}/assignments", ListAssignmentsAsync, "Ours: lists who works on a queue, newest first.", Paging.Parameters).WithTags("annotation-queues");
        api.MapPost("/annotation-queues/{queueId}/assignments", AssignAsync, "Assigns a user to a queue.").WithTags("annotation-queues").Accepts<AnnotationAssignmentBody>("application/json");
        api.MapDelete("/annotation-queues/{queueId}/assignments", UnassignAsync, "Takes a user off a queue.").WithTags("annotation-queues").Accepts<AnnotationAssignmentBody>("application/json");
    }

    /// <exception cref="ApiException">There is no such queue.</exception>
    public static Task<AnnotationQueue> RequireAsync(ApiRequest request, string queueId) =>
        CatalogList.RequireAsync(request, Queues(request), queueId, "Annotation queue not found");

    private static DocumentCollection<AnnotationQueue> Queues(ApiRequest request) => request.Collection(CatalogCollections.AnnotationQueues);

    private static DocumentCollection<AnnotationAssignment> Assignments(ApiRequest request) => request.Collection(CatalogCollections.AnnotationAssignments);

    private static Task<WireResult<PagedList<WireAnnotationQueue>>> ListAsync(ApiRequest request) => CatalogList.ReadAsync(request, Queues(request), null, ToWire);

    private static async Task<WireResult<WireAnnotationQueue>> GetAsync(ApiRequest request, string queueId) =>
        new(ToWire(await RequireAsync(request, queueId).ConfigureAwait(false)));

    private static async Task<WireResult<WireAnnotationQueue>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateAnnotationQueueBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.Name, "name");
        var description = issues.OptionalText(body.Description, "description", MaxDescription);
        var configs = await ReadConfigsAsync(request, body.ScoreConfigIds, issues).ConfigureAwait(false);
        var annotators = body.AnnotatorsPerItem ?? 1;
        if (annotators is < 1 or > MaxAnnotators)
        {
            issues.Add(annotators < 1 ? ApiIssue.TooSmall(1, inclusive: true, "annotatorsPerItem") : ApiIssue.TooBig(MaxAnnotators, "annotatorsPerItem"));
        }

        issues.ThrowIfInvalid();
        var now = request.Now;
        var queue = new AnnotationQueue
        {
            Id = CatalogClock.NewId(now),
            Name = name,
            Description = description,
            ScoreConfigIds = configs,
            AnnotatorsPerItem = annotators,
            CreatedAt = now,
            UpdatedAt = now,
        };
        try
        {
            await Queues(request).InsertAsync(request.Project, queue, request.Aborted).ConfigureAwait(false);
        }
        catch (CatalogConflictException)
        {
            throw ApiException.Conflict($"An annotation queue with the name '{name}' exists already.");
        }

        return new(ToWire(queue));
    }

    private static async Task<WireResult<PagedList<WireAnnotationAssignment>>> ListAssignmentsAsync(ApiRequest request, string queueId)
    {
        var queue = await RequireAsync(request, queueId).ConfigureAwait(false);
        return await CatalogList.ReadAsync(request, Assignments(request), CatalogCollections.OfQueue(queue.Id), assignment => ToWire(request, assignment)).ConfigureAwait(false);
    }

    private static async Task<WireResult<WireAnnotationAssignment>> AssignAsync(ApiRequest request, string queueId)
    {
        var assignment = await ReadAssignmentAsync(request, queueId).ConfigureAwait(false);
        await Assignments(request).UpsertAsync(request.Project, assignment, request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, assignment));
    }

    private static async Task<WireResult<Success>> UnassignAsync(ApiRequest request, string queueId)
    {
        var assignment = await ReadAssignmentAsync(request, queueId).ConfigureAwait(false);
        return await Assignments(request).DeleteAsync(request.Project, assignment.Id, request.Aborted).ConfigureAwait(false)
            ? new(new Success(true))
            : throw ApiException.NotFound("Annotation queue assignment not found");
    }

    private static async Task<AnnotationAssignment> ReadAssignmentAsync(ApiRequest request, string queueId)
    {
        var body = await ApiBody.ReadAsync<AnnotationAssignmentBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var user = issues.Text(body.UserId, "userId", BodyIssues.MaxIdLength);
        issues.ThrowIfInvalid();
        var queue = await RequireAsync(request, queueId).ConfigureAwait(false);
        return new AnnotationAssignment(queue.Id, user, request.Now);
    }

    private static async Task<IReadOnlyList<string>> ReadConfigsAsync(ApiRequest request, IReadOnlyList<string?>? ids, BodyIssues issues)
    {
        if (ids is null || ids.Count == 0 || ids.Count > MaxConfigs)
        {
            issues.Add(ids is null
                ? ApiIssue.InvalidType("array", "undefined", "scoreConfigIds")
                : ids.Count == 0 ? ApiIssue.TooShort("array", 1, "scoreConfigIds") : ApiIssue.TooLong("array", MaxConfigs, "scoreConfigIds"));
            return [];
        }

        var configs = request.Collection(CatalogCollections.ScoreConfigs);
        foreach (var id in ids)
        {
            if (string.IsNullOrWhiteSpace(id) || await configs.GetAsync(request.Project, id, request.Aborted).ConfigureAwait(false) is null)
            {
                issues.Add(ApiIssue.Custom($"The score config '{id}' does not exist.", "scoreConfigIds"));
            }
        }

        return [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static WireAnnotationAssignment ToWire(ApiRequest request, AnnotationAssignment assignment) => new(assignment.UserId, assignment.QueueId, request.Project.Value);

    private static WireAnnotationQueue ToWire(AnnotationQueue queue) => new()
    {
        Id = queue.Id,
        Name = queue.Name,
        Description = queue.Description,
        ScoreConfigIds = queue.ScoreConfigIds,
        AnnotatorsPerItem = queue.AnnotatorsPerItem == 1 ? null : queue.AnnotatorsPerItem,
        CreatedAt = queue.CreatedAt,
        UpdatedAt = queue.UpdatedAt,
    };
}
