using Observability.Prompts.Catalog;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Webhooks;

/// <summary>Makes the deliveries of a change, so that they are committed with it: no crash comes between the two.</summary>
internal sealed class WebhookOutbox(PromptStore store)
{
    /// <summary>The most versions that one change tells of: deleting a prompt with thousands of them tells of the newest.</summary>
    public const int MaxVersions = 100;

    // More than one change can make: versions times webhooks.
    private const long MaxDeliveries = 1_000_000;

    private readonly WebhookCollections _collections = new(store.Collections.Store);

    public async Task<IReadOnlyList<CatalogChange>> DeliveriesAsync(IReadOnlyList<CatalogChange> writes, StoredChange change, CancellationToken cancellationToken)
    {
        if (change.Name is not { } name || await _collections.ListEnabledAsync(store.Project, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } webhooks)
        {
            return [];
        }

        var deliveries = new List<CatalogChange>();
        foreach (var (action, version) in await EventsAsync(name, writes, change, cancellationToken).ConfigureAwait(false))
        {
            foreach (var webhook in webhooks.Where(webhook => webhook.Wants(name, action)))
            {
                var id = Guid.CreateVersion7(change.Timestamp);
                var delivery = new StoredDelivery
                {
                    Id = id,
                    WebhookId = webhook.Id,
                    PromptName = name,
                    Version = version.Version,
                    Action = action,
                    CreatedAt = change.Timestamp,
                    Sequence = (change.Sequence * MaxDeliveries) + deliveries.Count,
                    Body = WebhookBody.Write(id, change.Timestamp, action, store.Project, version, change.Author),
                    DueAt = change.Timestamp,
                };
                deliveries.Add(_collections.Deliveries.Put(store.Project, delivery, 0));
            }
        }

        return deliveries;
    }

    private async Task<IReadOnlyList<(PromptWebhookAction Action, PromptVersion Version)>> EventsAsync(
        string name, IReadOnlyList<CatalogChange> writes, StoredChange change, CancellationToken cancellationToken)
    {
        var before = (await store.FindAsync(name, cancellationToken).ConfigureAwait(false))?.Value;
        if ((writes.Select(store.Collections.Prompts.PutBy).FirstOrDefault(put => put is not null) ?? before) is not { } after)
        {
            return [];
        }

        var events = new List<(PromptWebhookAction, PromptVersion)>();
        if (change.Kind == PromptChangeKind.VersionsDeleted && before is not null)
        {
            var rest = writes.Any(write => write.Document is null && write.Id == name) ? new VersionSet([]) : new VersionSet(after.Versions);
            foreach (var number in new VersionSet(before.Versions).ToList().Reverse().Where(number => !rest.Contains(number)).Take(MaxVersions))
            {
                await AddAsync(PromptWebhookAction.Deleted, before, number).ConfigureAwait(false);
            }
        }

        foreach (var version in writes.Select(store.Collections.Versions.PutBy).OfType<StoredPromptVersion>())
        {
            var isNew = change.Kind == PromptChangeKind.VersionCreated && version.Version == change.Version;
            events.Add((isNew ? PromptWebhookAction.Created : PromptWebhookAction.Updated, PromptMapper.ToVersion(after, version, null)));
        }

        if (change.Kind is PromptChangeKind.TagsChanged or PromptChangeKind.SplitChanged)
        {
            await AddAsync(PromptWebhookAction.Updated, after, change.Version ?? new VersionSet(after.Versions).Max).ConfigureAwait(false);
        }

        return events;

        async Task AddAsync(PromptWebhookAction action, StoredPrompt prompt, int number)
        {
            if (await store.FindVersionAsync(name, number, cancellationToken).ConfigureAwait(false) is { Value: var version })
            {
                events.Add((action, PromptMapper.ToVersion(prompt, version, null)));
            }
        }
    }
}
