using System.Globalization;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Webhooks;

/// <summary>Webhooks and their deliveries in the catalog.</summary>
internal sealed class WebhookCollections(ICatalogStore store)
{
    private const string EnabledKey = "enabled";

    private static readonly CollectionSchema<StoredWebhook> WebhookSchema = new(
        "prompt-webhooks", WebhookJson.Default.StoredWebhook, webhook => webhook.Id, webhook => SortText.Of(webhook.CreatedAt), webhook => webhook.IsEnabled ? [new(EnabledKey, "")] : []);

    // What waits is listed in the order it is sent, what is over newest first: the two are never in one list.
    private static readonly CollectionSchema<StoredDelivery> DeliverySchema = new(
        "prompt-webhook-deliveries",
        WebhookJson.Default.StoredDelivery,
        IdOf,
        delivery => delivery.State == WebhookDeliveryState.Pending
            ? string.Create(CultureInfo.InvariantCulture, $"{SortText.OldestFirst(delivery.CreatedAt)}{long.MaxValue - delivery.Sequence:D19}")
            : SortText.Of(delivery.LastAttemptAt ?? delivery.CreatedAt),
        delivery => [delivery.State == WebhookDeliveryState.Pending ? Pending(delivery.WebhookId) : Ended(delivery.WebhookId)]);

    public ICatalogStore Store { get; } = store;

    public DocumentCollection<StoredWebhook> Webhooks { get; } = new(store, WebhookSchema);

    public DocumentCollection<StoredDelivery> Deliveries { get; } = new(store, DeliverySchema);

    public static string IdOf(StoredDelivery delivery) => delivery.Id.ToString("N");

    public static CatalogKey Pending(string webhook) => new("pending", webhook);

    public static CatalogKey Ended(string webhook) => new("ended", webhook);

    public Task<List<StoredWebhook>> ListEnabledAsync(ProjectId project, CancellationToken cancellationToken) =>
        Webhooks.ListAllAsync(Webhooks.Query(project, new CatalogKey(EnabledKey, "")), cancellationToken);
}
