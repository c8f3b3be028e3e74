namespace Observability.Prompts.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="IsDelivered">Whether the receiver took it.</param>
/// <param name="StatusCode">The status of its answer; null when there was none.</param>
/// <param name="Reason">Why it was not taken.</param>
internal readonly record struct WebhookOutcome(bool IsDelivered, int? StatusCode, string? Reason);
