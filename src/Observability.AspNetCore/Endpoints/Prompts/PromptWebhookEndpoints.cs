using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;
using Observability.Prompts.Webhooks;
using Observability.Remote.Egress;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Beyond the wire: signed webhooks about changes of prompts. A secret goes out once, when it is made.</summary>
internal static class PromptWebhookEndpoints
{
    private const int MaxWebhooks = 20;
    private const string NotFound = "Prompt webhook not found";

    public static void Map(ApiMap api)
    {
        api.MapGet("/prompt-webhooks", ListAsync, "Ours: lists webhooks about changes of prompts, newest first, without their secrets.", Paging.Parameters).WithTags("prompts");
        api.MapPost("/prompt-webhooks", CreateAsync, "Ours: makes a webhook; its secret is in this answer and in no other.").WithTags("prompts")
            .Accepts<PromptWebhookBody>("application/json").Produces<WireNewPromptWebhook>(StatusCodes.Status201Created, "application/json");
        api.MapGet("/prompt-webhooks/{webhookId}", GetAsync, "Ours: gets a webhook without its secret.").WithTags("prompts");
        api.MapPatch("/prompt-webhooks/{webhookId}", UpdateAsync, "Ours: changes a webhook, also whether it is enabled.").WithTags("prompts").Accepts<PromptWebhookBody>("application/json");
        api.MapDelete("/prompt-webhooks/{webhookId}", DeleteAsync, "Ours: deletes a webhook with what waits for it.").WithTags("prompts");
        api.MapPost("/prompt-webhooks/{webhookId}/rotate", RotateAsync, "Ours: gives a webhook another secret; the old one signs nothing any more.").WithTags("prompts");
        api.MapPost("/prompt-webhooks/{webhookId}/test", TestAsync, "Ours: sends a message on trial, once, and says what became of it.").WithTags("prompts");
        api.MapGet("/prompt-webhooks/{webhookId}/deliveries", ListDeliveriesAsync, "Ours: lists the last messages to a webhook and what became of them.").WithTags("prompts");
    }

    private static WebhookCollections Collections(ApiRequest request) => new(request.Catalog);

    private static PrivateNetworkGuard Guard(ApiRequest request) => new(request.Observability.Options.AllowedPrivateHosts);

    private static Task<WireResult<PagedList<WirePromptWebhook>>> ListAsync(ApiRequest request) => CatalogList.ReadAsync(request, Collections(request).Webhooks, null, WebhookWireMapper.ToWire);

    private static async Task<WireResult<WirePromptWebhook>> GetAsync(ApiRequest request, string webhookId) => new(WebhookWireMapper.ToWire(await RequireAsync(request, webhookId).ConfigureAwait(false)));

    private static async Task<WireResult<WireNewPromptWebhook>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<PromptWebhookBody>(request.Http).ConfigureAwait(false);
        var webhooks = Collections(request).Webhooks;
        if (!request.Observability.KeepsPrompts)
        {
            throw ApiException.NotSupported("The prompts of this application are files or a server's, and nobody here would send the webhook. Use the hooks of git, or a webhook of the server.");
        }

        if ((await webhooks.ListAsync(webhooks.Query(request.Project) with { Limit = 1, IncludeTotal = true }, request.Aborted).ConfigureAwait(false)).TotalCount >= MaxWebhooks)
        {
            throw ApiException.Invalid($"A project has at most {MaxWebhooks} prompt webhooks. Delete one first.");
        }

        var now = request.Now;
        var secret = WebhookSecret.New();
        var empty = new StoredWebhook { Id = CatalogClock.NewId(now), Url = "", DisplaySecret = "", CreatedAt = now, UpdatedAt = now };
        var webhook = PromptWebhookReader.Apply(body, empty, Guard(request)).WithSecret(secret, request.Project, request.Secrets);
        await webhooks.InsertAsync(request.Project, webhook, request.Aborted).ConfigureAwait(false);
        request.Http.Response.StatusCode = StatusCodes.Status201Created;
        return new(WebhookWireMapper.ToWire(webhook, secret));
    }

    private static async Task<WireResult<WirePromptWebhook>> UpdateAsync(ApiRequest request, string webhookId)
    {
        var body = await ApiBody.ReadAsync<PromptWebhookBody>(request.Http).ConfigureAwait(false);
        var guard = Guard(request);
        var changed = await ChangeAsync(request, webhookId, webhook => PromptWebhookReader.Apply(body, webhook, guard)).ConfigureAwait(false);
        request.Http.RequestServices.GetService<WebhookService>()?.Note(request.Project);
        return new(WebhookWireMapper.ToWire(changed));
    }

    private static async Task<WireResult<WireNewPromptWebhook>> RotateAsync(ApiRequest request, string webhookId)
    {
        var secret = WebhookSecret.New();
        return new(WebhookWireMapper.ToWire(await ChangeAsync(request, webhookId, webhook => webhook.WithSecret(secret, request.Project, request.Secrets)).ConfigureAwait(false), secret));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string webhookId)
    {
        var collections = Collections(request);
        var webhook = await RequireOwnAsync(request, webhookId).ConfigureAwait(false);

        // First the webhook: from then on nothing more comes to wait for it.
        await collections.Webhooks.DeleteAsync(request.Project, webhook.Id, request.Aborted).ConfigureAwait(false);
        foreach (var key in new[] { WebhookCollections.Pending(webhook.Id), WebhookCollections.Ended(webhook.Id) })
        {
            var query = collections.Deliveries.Query(request.Project, key) with { Limit = ListQuery.MaxLimit };
            while ((await collections.Deliveries.ListValuesAsync(query, request.Aborted).ConfigureAwait(false)).Items is { Count: > 0 } deliveries)
            {
                await request.Catalog.CommitAsync([.. deliveries.Select(delivery => collections.Deliveries.Delete(request.Project, WebhookCollections.IdOf(delivery)))], request.Aborted).ConfigureAwait(false);
            }
        }

        return new(new Message("Prompt webhook deleted successfully"));
    }

    private static async Task<WireResult<WireWebhookTest>> TestAsync(ApiRequest request, string webhookId)
    {
        var webhook = await RequireOwnAsync(request, webhookId).ConfigureAwait(false);
        var sender = request.Http.RequestServices.GetRequiredService<WebhookSender>();
        var example = new PromptVersion { Id = new PromptId("test"), Name = "test", Version = 1, Content = "Hello {{name}}.", CommitMessage = "Sent on trial.", CreatedAt = request.Now, UpdatedAt = request.Now };
        var body = WebhookBody.Write(Guid.CreateVersion7(request.Now), request.Now, PromptWebhookAction.Created, request.Project, example, PromptRequests.Edit(request).Author);
        var outcome = await sender.SendAsync(new Uri(webhook.Url), isTrusted: false, webhook.OpenSecret(request.Project, request.Secrets), body, request.Aborted).ConfigureAwait(false);
        return new(new WireWebhookTest(outcome.IsDelivered, outcome.StatusCode, outcome.Reason));
    }

    private static async Task<WireResult<WireWebhookDeliveryList>> ListDeliveriesAsync(ApiRequest request, string webhookId)
    {
        var webhook = await RequireAsync(request, webhookId).ConfigureAwait(false);
        var deliveries = Collections(request).Deliveries;
        var listed = new List<StoredDelivery>();
        foreach (var key in new[] { WebhookCollections.Pending(webhook.Id), WebhookCollections.Ended(webhook.Id) })
        {
            var query = deliveries.Query(request.Project, key) with { Limit = WebhookQueue.Kept };
            listed.AddRange((await deliveries.ListValuesAsync(query, request.Aborted).ConfigureAwait(false)).Items);
        }

        return new(new WireWebhookDeliveryList(listed.Select(WebhookWireMapper.ToWire)));
    }

    private static Task<StoredWebhook> RequireAsync(ApiRequest request, string webhookId) => CatalogList.RequireAsync(request, Collections(request).Webhooks, webhookId, NotFound);

    private static async Task<StoredWebhook> RequireOwnAsync(ApiRequest request, string webhookId) => await RequireAsync(request, webhookId).ConfigureAwait(false) is { IsOfCode: false } webhook
        ? webhook
        : throw ApiException.Invalid("The application's code names this webhook: only the code changes it.");

    private static async Task<StoredWebhook> ChangeAsync(ApiRequest request, string webhookId, Func<StoredWebhook, StoredWebhook> change)
    {
        var id = (await RequireOwnAsync(request, webhookId).ConfigureAwait(false)).Id;
        var now = request.Now;
        return await Collections(request).Webhooks.UpdateAsync(request.Project, id, webhook => change(webhook) with { UpdatedAt = now }, request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(NotFound);
    }
}
