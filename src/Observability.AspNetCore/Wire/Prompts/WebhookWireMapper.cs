using System.Text.Json;
using Observability.Prompts.Webhooks;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Webhooks in the shapes of the wire.</summary>
internal static class WebhookWireMapper
{
    public static WirePromptWebhook ToWire(StoredWebhook webhook) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        Actions = [.. webhook.Actions.Select(WordOf)],
        PromptNames = webhook.PromptNames,
        Enabled = webhook.IsEnabled,
        Source = webhook.IsOfCode ? "CODE" : "API",
        DisplaySecretKey = webhook.DisplaySecret,
        CreatedAt = webhook.CreatedAt,
        UpdatedAt = webhook.UpdatedAt,
    };

    public static WireNewPromptWebhook ToWire(StoredWebhook webhook, string secret) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url,
        Actions = [.. webhook.Actions.Select(WordOf)],
        PromptNames = webhook.PromptNames,
        Enabled = webhook.IsEnabled,
        Source = "API",
        DisplaySecretKey = webhook.DisplaySecret,
        CreatedAt = webhook.CreatedAt,
        UpdatedAt = webhook.UpdatedAt,
        SecretKey = secret,
    };

    public static WireWebhookDelivery ToWire(StoredDelivery delivery) => new()
    {
        Id = delivery.Id.ToString(),
        Action = WordOf(delivery.Action),
        PromptName = delivery.PromptName,
        PromptVersion = delivery.Version,
        Status = JsonNamingPolicy.SnakeCaseUpper.ConvertName(delivery.State.ToString()),
        Attempts = delivery.Attempts,
        StatusCode = delivery.StatusCode,
        Reason = delivery.Reason,
        CreatedAt = delivery.CreatedAt,
        LastAttemptAt = delivery.LastAttemptAt,
        NextAttemptAt = delivery.State == WebhookDeliveryState.Pending ? delivery.DueAt : null,
    };

    private static string WordOf(PromptWebhookAction action) => JsonNamingPolicy.CamelCase.ConvertName(action.ToString());
}
