using System.Security.Cryptography;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Secrets;

namespace Observability.Prompts.Webhooks;

/// <summary>What waits for one webhook: for each prompt in the order of its changes, prompts beside each other.</summary>
internal sealed class WebhookQueue(WebhookCollections collections, ProjectId project, StoredWebhook webhook, CodeWebhook? code, Func<SecretProtector> secrets, WebhookSender sender, TimeProvider time)
{
    /// <summary>How many deliveries that ended are kept for each webhook.</summary>
    public const int Kept = 100;

    private const int MaxConcurrency = 4;

    // Longer than an attempt lasts: another process takes a message over only from one that died with it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The first message of each prompt where it is due, and when another one will be; null for never.</summary>
    public async Task<(IReadOnlyList<Document<StoredDelivery>> Due, DateTimeOffset? Next)> LookAsync(CancellationToken cancellationToken)
    {
        var query = collections.Deliveries.Query(project, WebhookCollections.Pending(webhook.Id)) with { Limit = ListQuery.MaxLimit };
        var waiting = (await collections.Deliveries.ListAsync(query, cancellationToken).ConfigureAwait(false)).Items;
        var now = time.GetUtcNow();
        var heads = waiting.DistinctBy(delivery => delivery.Value.PromptName, StringComparer.Ordinal).ToLookup(head => head.Value.DueAt <= now);
        return ([.. heads[true]], heads[false].Any() ? heads[false].Min(head => head.Value.DueAt) : null);
    }

    /// <summary>Sends messages once each.</summary>
    public Task SendAsync(IReadOnlyList<Document<StoredDelivery>> due, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        due, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, async (message, stop) => await SendAsync(message, stop).ConfigureAwait(false));

    private async Task SendAsync(Document<StoredDelivery> message, CancellationToken cancellationToken)
    {
        var claimed = message.Value with { Attempts = message.Value.Attempts + 1, DueAt = time.GetUtcNow() + Lease };
        if (await TryCommitAsync([collections.Deliveries.Put(project, claimed, message.Revision)], cancellationToken).ConfigureAwait(false) is not { } revision)
        {
            return;
        }

        var outcome = await SendAsync(claimed.Body, cancellationToken).ConfigureAwait(false);
        var after = claimed.After(outcome, time.GetUtcNow());
        var forgotten = after.State == WebhookDeliveryState.Pending ? [] : await EndedLongAgoAsync(cancellationToken).ConfigureAwait(false);
        await TryCommitAsync([collections.Deliveries.Put(project, after, revision), .. forgotten], cancellationToken).ConfigureAwait(false);
    }

    private async Task<WebhookOutcome> SendAsync(string body, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(new Uri(webhook.Url), code is not null, code?.Secret ?? webhook.OpenSecret(project, secrets()), body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException or IOException)
        {
            return new WebhookOutcome(false, null, $"The secret of the webhook cannot be read: {exception.Message} Rotate it.");
        }
    }

    private async Task<IEnumerable<CatalogChange>> EndedLongAgoAsync(CancellationToken cancellationToken)
    {
        var query = collections.Deliveries.Query(project, WebhookCollections.Ended(webhook.Id)) with { Offset = Kept - 1, Limit = Kept };
        var page = await collections.Deliveries.ListValuesAsync(query, cancellationToken).ConfigureAwait(false);
        return page.Items.Select(delivery => collections.Deliveries.Delete(project, WebhookCollections.IdOf(delivery)));
    }

    /// <summary>Commits and returns the first new revision; null when the message was taken by another process, or deleted with its webhook.</summary>
    private async Task<long?> TryCommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return (await collections.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false))[0];
        }
        catch (CatalogConflictException)
        {
            return null;
        }
    }
}
