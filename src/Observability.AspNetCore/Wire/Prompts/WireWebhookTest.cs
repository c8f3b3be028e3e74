namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>What became of a message on trial.</summary>
/// <param name="Delivered">Whether the receiver took it.</param>
/// <param name="StatusCode">The status of its answer; null when there was none.</param>
/// <param name="Reason">Why it was not taken.</param>
internal sealed record WireWebhookTest(bool Delivered, int? StatusCode, string? Reason);
