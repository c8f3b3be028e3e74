using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Annotation;

/// <summary>Gives out the work of annotation queues.</summary>
/// <remarks>Thread-safe: two people never get the same item at the same time, in whatever process.</remarks>
internal sealed class AnnotationRepository(ICatalogStore catalog, TimeProvider time)
{
    private readonly DocumentCollection<AnnotationQueueItem> _items = new(catalog, CatalogCollections.AnnotationItems);

    /// <summary>Reserves the oldest item that is to be done and that nobody works on; a user who holds one already gets it again. Null when there is none.</summary>
    public Task<AnnotationQueueItem?> ReserveNextAsync(ProjectId project, string queue, string user, TimeSpan duration, CancellationToken cancellationToken = default) =>
        CatalogAttempts.RunAsync(async () =>
        {
            var query = _items.Query(project, CatalogCollections.OfQueue(queue, isCompleted: false)) with { Limit = ListQuery.MaxLimit };
            while (true)
            {
                var page = await _items.ListAsync(query, cancellationToken).ConfigureAwait(false);
                var now = time.GetCatalogNow();
                var held = page.Items.FirstOrDefault(item => item.Value.ReservedBy == user && item.Value.ReservedUntil > now);
                if ((held ?? page.Items.FirstOrDefault(item => !item.Value.IsTakenFor(user, now))) is { } free)
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
            before => before.ReservedBy == user ? before with { ReservedBy = null, ReservedUntil = null, UpdatedAt = time.GetCatalogNow() } : before,
            cancellationToken).ConfigureAwait(false);
        return released?.ReservedBy is null ? released : null;
    }

    /// <summary>Says that an item is done, or is to be done again; null when it is not in the queue.</summary>
    public Task<AnnotationQueueItem?> SetCompletedAsync(ProjectId project, string item, bool isCompleted, CancellationToken cancellationToken = default) => _items.UpdateAsync(
        project,
        item,
        before => before.IsCompleted == isCompleted
            ? before
            : before with { CompletedAt = isCompleted ? time.GetCatalogNow() : null, ReservedBy = null, ReservedUntil = null, UpdatedAt = time.GetCatalogNow() },
        cancellationToken);
}
