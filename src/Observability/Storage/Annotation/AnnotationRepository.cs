using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Annotation;

/// <summary>Gives out the work of annotation queues.</summary>
/// <remarks>Thread-safe: two people never get the same item at the same time, in whatever process.</remarks>
internal sealed class AnnotationRepository(ICatalogStore catalog, TimeProvider time)
{
    private readonly DocumentCollection<AnnotationQueueItem> _items = new(catalog, CatalogCollections.AnnotationItems);
    private readonly DocumentCollection<AnnotationAssignment> _assignments = new(catalog, CatalogCollections.AnnotationAssignments);

    /// <summary>Whether a user may work on a queue: one that is assigned to nobody is everybody's.</summary>
    public async Task<bool> MayWorkAsync(ProjectId project, string queue, string user, CancellationToken cancellationToken = default) =>
        await _assignments.GetAsync(project, AnnotationAssignment.IdOf(queue, user), cancellationToken).ConfigureAwait(false) is not null
        || (await _assignments.ListAsync(_assignments.Query(project, CatalogCollections.OfQueue(queue)) with { Limit = 1 }, cancellationToken).ConfigureAwait(false)).Items.Count == 0;

    /// <summary>
    /// Reserves the oldest item that is to be done and that nobody else works on, but none that the user finished or passed over; a user who holds one already gets it again.
    /// Null when there is none.
    /// </summary>
    public Task<AnnotationQueueItem?> ReserveNextAsync(ProjectId project, string queue, string user, TimeSpan duration, CancellationToken cancellationToken = default) =>
        CatalogAttempts.RunAsync(async () =>
        {
            var query = _items.Query(project, CatalogCollections.OfQueue(queue, isCompleted: false)) with { Limit = ListQuery.MaxLimit };
            while (true)
            {
                var page = await _items.ListAsync(query, cancellationToken).ConfigureAwait(false);
                var now = time.GetCatalogNow();
                var held = page.Items.FirstOrDefault(item => item.Value.ReservedBy == user && item.Value.ReservedUntil > now);
                if ((held ?? page.Items.FirstOrDefault(item => item.Value.IsFor(user, now))) is { } free)
                {
                    var reserved = free.Value with { ReservedBy = user, ReservedUntil = now + duration, UpdatedAt = now };
                    await catalog.CommitAsync([_items.Put(project, reserved, free.Revision)], cancellationToken).ConfigureAwait(false);
                    return reserved;
                }

                if (page.NextCursor is null)
                {
                    return null;
                }

                query = query with { Cursor = page.NextCursor };
            }
        });

    /// <summary>Gives an item back; returns it, or null when the user does not hold it.</summary>
    public async Task<AnnotationQueueItem?> ReleaseAsync(ProjectId project, string item, string user, CancellationToken cancellationToken = default)
    {
        var released = await _items.UpdateAsync(
            project,
            item,
            before => before.ReservedBy == user ? before.Released(time.GetCatalogNow()) : before,
            cancellationToken).ConfigureAwait(false);
        return released?.ReservedBy is null ? released : null;
    }

    /// <summary>Passes an item over for one user; null when it is not in the queue. The reservation of that user ends.</summary>
    public Task<AnnotationQueueItem?> SkipAsync(ProjectId project, string item, string user, string? reason, CancellationToken cancellationToken = default) => _items.UpdateAsync(
        project,
        item,
        before =>
        {
            var now = time.GetCatalogNow();
            var skipped = before with { Skips = [.. before.Skips.Where(skip => skip.UserId != user), new AnnotationSkip(user, reason, now)], UpdatedAt = now };
            return before.ReservedBy == user ? skipped.Released(now) : skipped;
        },
        cancellationToken);

    /// <summary>Says that a user finished an item: it is done when as many have as the queue asks for. Null when it is not in the queue.</summary>
    public Task<AnnotationQueueItem?> FinishAsync(ProjectId project, AnnotationQueue queue, string item, string user, CancellationToken cancellationToken = default) => _items.UpdateAsync(
        project,
        item,
        before =>
        {
            var now = time.GetCatalogNow();
            IReadOnlyList<string> by = [.. before.CompletedBy.Where(other => other != user), user];
            var finished = before with { CompletedBy = by, CompletedAt = before.CompletedAt ?? (by.Count >= queue.AnnotatorsPerItem ? now : null), UpdatedAt = now };
            return before.ReservedBy == user || finished.IsCompleted ? finished.Released(now) : finished;
        },
        cancellationToken);

    /// <summary>Says that an item is done, or is to be done again by whoever did it or passed it over; null when it is not in the queue.</summary>
    public Task<AnnotationQueueItem?> SetCompletedAsync(ProjectId project, string item, bool isCompleted, CancellationToken cancellationToken = default) => _items.UpdateAsync(
        project,
        item,
        before => (isCompleted, before) switch
        {
            (true, { IsCompleted: true }) or (false, { IsCompleted: false, CompletedBy: [], Skips: [] }) => before,
            (true, _) => before.Released(time.GetCatalogNow()) with { CompletedAt = time.GetCatalogNow() },
            _ => before.Released(time.GetCatalogNow()) with { CompletedAt = null, CompletedBy = [], Skips = [] },
        },
        cancellationToken);
}
