namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>The last messages to a webhook: what waits, in the order it is sent, then what is over, newest first.</summary>
internal sealed record WireWebhookDeliveryList(IEnumerable<WireWebhookDelivery> Data);
