using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Webhooks;

/// <summary>Keeps the webhooks that code names in the catalog, so that changes are noted for them like for others, and disables those that it names no more.</summary>
internal sealed class CodeWebhookRegistration(WebhookCollections collections, ProjectId project, IReadOnlyList<CodeWebhook> named, TimeProvider time)
{
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetCatalogNow();
        foreach (var webhook in named)
        {
            await CatalogAttempts.RunAsync(async () =>
            {
                var found = await collections.Webhooks.GetAsync(project, webhook.Id, cancellationToken).ConfigureAwait(false);
                var after = (found?.Value ?? new StoredWebhook { Id = webhook.Id, Url = webhook.Url.AbsoluteUri, IsOfCode = true, DisplaySecret = "", CreatedAt = now, UpdatedAt = now }) with
                {
                    IsEnabled = true,
                    DisplaySecret = WebhookSecret.Display(webhook.Secret),
                };
                return after.Equals(found?.Value) || await CommitAsync(collections.Webhooks.Put(project, after with { UpdatedAt = now }, found?.Revision ?? 0), cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        foreach (var webhook in (await collections.ListEnabledAsync(project, cancellationToken).ConfigureAwait(false)).Where(webhook => webhook.IsOfCode && named.All(other => other.Id != webhook.Id)))
        {
            await collections.Webhooks.UpdateAsync(project, webhook.Id, current => current with { IsEnabled = false, UpdatedAt = now }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> CommitAsync(CatalogChange change, CancellationToken cancellationToken) =>
        (await collections.Store.CommitAsync([change], cancellationToken).ConfigureAwait(false)).Count > 0;
}
