using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Model;
using Observability.Storage.Annotation;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>The items of annotation queues and their reservations.</summary>
internal static class AnnotationItemEndpoints
{
    private const string NotFound = "Annotation queue item not found";
    private const int MinSeconds = 10;
    private const int MaxSeconds = 86_400;
    private const int DefaultSeconds = 300;
    private const int MaxReason = 2000;
    private const int MaxSkips = 1000;

    private static readonly IReadOnlyList<string> Types = ["TRACE", "OBSERVATION", "SESSION"];
    private static readonly IReadOnlyList<string> Statuses = ["PENDING", "COMPLETED"];

    private static readonly ChoiceParameter Status = new("status", "Only of this status.", Statuses);

    public static void Map(ApiMap api)
    {
        const string Items = "/annotation-queues/{queueId}/items";
        api.MapGet(Items, ListAsync, "Lists the items of a queue in pages, oldest first.", [.. Paging.Parameters, Status]).WithTags("annotation-queues");
        api.MapPost(Items, CreateAsync, "Adds an object to a queue.").WithTags("annotation-queues").Accepts<CreateAnnotationItemBody>("application/json");
        api.MapGet(Items + "/{itemId}", GetAsync, "Gets an item.").WithTags("annotation-queues");
        api.MapPatch(Items + "/{itemId}", UpdateAsync, "Says that an item is done, or is to be done again.").WithTags("annotation-queues").Accepts<UpdateAnnotationItemBody>("application/json");
        api.MapDelete(Items + "/{itemId}", DeleteAsync, "Takes an item out of a queue; its scores stay.").WithTags("annotation-queues");
        api.MapPost("/annotation-queues/{queueId}/reservations", ReserveAsync, "Ours: gives a user the oldest pending item that nobody else works on, for a while; 404 when there is none, 403 when the queue is assigned to others.")
            .WithTags("annotation-queues").Accepts<AnnotationReservationBody>("application/json");
        api.MapPost(Items + "/{itemId}/skips", SkipAsync, "Ours: passes an item over: it is not given to this user again, and stays for the others.")
            .WithTags("annotation-queues").Accepts<AnnotationSkipBody>("application/json");
        api.MapDelete(Items + "/{itemId}/reservation", ReleaseAsync, "Ours: gives an item back before its time is over.").WithTags("annotation-queues").Accepts<AnnotationReservationBody>("application/json");
    }

    private static DocumentCollection<AnnotationQueueItem> Items(ApiRequest request) => request.Collection(CatalogCollections.AnnotationItems);

    private static AnnotationRepository Work(ApiRequest request) => new(request.Catalog, request.Time);

    private static async Task<WireResult<PagedList<WireAnnotationItem>>> ListAsync(ApiRequest request, string queueId)
    {
        var status = request.Query.Read(Status);
        request.Query.ThrowIfInvalid();
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var key = status is null ? CatalogCollections.OfQueue(queue.Id) : CatalogCollections.OfQueue(queue.Id, status == "COMPLETED");
        return await CatalogList.ReadAsync(request, Items(request), key, item => ToWire(request, item)).ConfigureAwait(false);
    }

    private static async Task<WireResult<WireAnnotationItem>> CreateAsync(ApiRequest request, string queueId)
    {
        var body = await ApiBody.ReadAsync<CreateAnnotationItemBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var id = issues.Text(body.ObjectId, "objectId", BodyIssues.MaxIdLength);
        var type = issues.Word(body.ObjectType, Types, "objectType");
        var status = issues.OptionalWord(body.Status, Statuses, "status");
        issues.ThrowIfInvalid();
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);

        // The object may still be on its way: clients send telemetry and this on different ones.
        var now = request.Now;
        var item = new AnnotationQueueItem
        {
            Id = CatalogClock.NewId(now),
            QueueId = queue.Id,
            ObjectId = id,
            ObjectType = Enum.Parse<AnnotationTarget>(type, ignoreCase: true),
            CompletedAt = status == "COMPLETED" ? now : null,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await Items(request).InsertAsync(request.Project, item, request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, item));
    }

    private static async Task<WireResult<WireAnnotationItem>> GetAsync(ApiRequest request, string queueId, string itemId) =>
        new(ToWire(request, await RequireAsync(request, queueId, itemId).ConfigureAwait(false)));

    private static async Task<WireResult<WireAnnotationItem>> UpdateAsync(ApiRequest request, string queueId, string itemId)
    {
        var body = await ApiBody.ReadAsync<UpdateAnnotationItemBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var status = issues.OptionalWord(body.Status, Statuses, "status");
        var user = issues.OptionalText(body.UserId, "userId", BodyIssues.MaxIdLength);
        issues.ThrowIfInvalid();
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var item = await RequireAsync(request, queueId, itemId).ConfigureAwait(false);
        var work = Work(request);
        var changed = (status, user) switch
        {
            (null, _) => item,
            ("COMPLETED", { } by) => await FinishAsync(request, work, queue, item, by).ConfigureAwait(false),
            _ => await work.SetCompletedAsync(request.Project, item.Id, status == "COMPLETED", request.Aborted).ConfigureAwait(false),
        };
        return new(ToWire(request, changed ?? throw ApiException.NotFound(NotFound)));
    }

    private static async Task<AnnotationQueueItem?> FinishAsync(ApiRequest request, AnnotationRepository work, AnnotationQueue queue, AnnotationQueueItem item, string user)
    {
        await RequireWorkerAsync(request, work, queue, user).ConfigureAwait(false);
        return await work.FinishAsync(request.Project, queue, item.Id, user, request.Aborted).ConfigureAwait(false);
    }

    private static async Task<WireResult<AnnotationItemDeletion>> DeleteAsync(ApiRequest request, string queueId, string itemId)
    {
        var item = await RequireAsync(request, queueId, itemId).ConfigureAwait(false);
        await Items(request).DeleteAsync(request.Project, item.Id, request.Aborted).ConfigureAwait(false);
        return new(new AnnotationItemDeletion(true, "Annotation queue item deleted successfully"));
    }

    private static async Task<WireResult<WireAnnotationItem>> ReserveAsync(ApiRequest request, string queueId)
    {
        var (user, seconds) = await ReadReservationAsync(request).ConfigureAwait(false);
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var work = Work(request);
        await RequireWorkerAsync(request, work, queue, user).ConfigureAwait(false);
        var item = await work.ReserveNextAsync(request.Project, queue.Id, user, TimeSpan.FromSeconds(seconds), request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, item ?? throw ApiException.NotFound("No pending item is free in this annotation queue")));
    }

    private static async Task<WireResult<WireAnnotationItem>> SkipAsync(ApiRequest request, string queueId, string itemId)
    {
        var body = await ApiBody.ReadAsync<AnnotationSkipBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var user = issues.Text(body.UserId, "userId", BodyIssues.MaxIdLength);
        var reason = issues.OptionalText(body.Reason, "reason", MaxReason);
        issues.ThrowIfInvalid();
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var item = await RequireAsync(request, queueId, itemId).ConfigureAwait(false);
        var work = Work(request);
        await RequireWorkerAsync(request, work, queue, user).ConfigureAwait(false);
        if (item.Skips.Count >= MaxSkips && item.Skips.All(skip => skip.UserId != user))
        {
            throw ApiException.Conflict($"The item was passed over by {MaxSkips} people already. Complete it, or set it to PENDING to begin anew.");
        }

        var skipped = await work.SkipAsync(request.Project, item.Id, user, reason, request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, skipped ?? throw ApiException.NotFound(NotFound)));
    }

    private static async Task RequireWorkerAsync(ApiRequest request, AnnotationRepository work, AnnotationQueue queue, string user)
    {
        if (!await work.MayWorkAsync(request.Project, queue.Id, user, request.Aborted).ConfigureAwait(false))
        {
            throw ApiException.Forbidden($"The annotation queue '{queue.Name}' is assigned to others than '{user}'. Assign the user to it first.");
        }
    }

    private static async Task<WireResult<WireAnnotationItem>> ReleaseAsync(ApiRequest request, string queueId, string itemId)
    {
        var (user, _) = await ReadReservationAsync(request).ConfigureAwait(false);
        var item = await RequireAsync(request, queueId, itemId).ConfigureAwait(false);
        var released = await Work(request).ReleaseAsync(request.Project, item.Id, user, request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, released ?? throw ApiException.Conflict($"The item is reserved by somebody else than '{user}'.")));
    }

    private static async Task<(string User, int Seconds)> ReadReservationAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<AnnotationReservationBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var user = issues.Text(body.UserId, "userId", BodyIssues.MaxIdLength);
        var seconds = body.Seconds ?? DefaultSeconds;
        if (seconds < MinSeconds)
        {
            issues.Add(ApiIssue.TooSmall(MinSeconds, inclusive: true, "seconds"));
        }

        if (seconds > MaxSeconds)
        {
            issues.Add(ApiIssue.TooBig(MaxSeconds, "seconds"));
        }

        issues.ThrowIfInvalid();
        return (user, seconds);
    }

    private static async Task<AnnotationQueueItem> RequireAsync(ApiRequest request, string queueId, string itemId)
    {
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var item = await CatalogList.RequireAsync(request, Items(request), itemId, NotFound).ConfigureAwait(false);
        return item.QueueId == queue.Id ? item : throw ApiException.NotFound(NotFound);
    }

    private static WireAnnotationItem ToWire(ApiRequest request, AnnotationQueueItem item)
    {
        var isReserved = item.ReservedUntil > request.Time.GetUtcNow();
        return new WireAnnotationItem
        {
            Id = item.Id,
            QueueId = item.QueueId,
            ObjectId = item.ObjectId,
            ObjectType = item.ObjectType.ToString().ToUpperInvariant(),
            Status = item.IsCompleted ? "COMPLETED" : "PENDING",
            CompletedAt = item.CompletedAt,
            CreatedAt = item.CreatedAt,
            UpdatedAt = item.UpdatedAt,
            ReservedBy = isReserved ? item.ReservedBy : null,
            ReservedUntil = isReserved ? item.ReservedUntil : null,
            CompletedBy = item.CompletedBy.Count == 0 ? null : item.CompletedBy,
            Skips = item.Skips.Count == 0 ? null : [.. item.Skips.Select(skip => new WireAnnotationSkip(skip.UserId, skip.Reason, skip.At))],
        };
    }
}
