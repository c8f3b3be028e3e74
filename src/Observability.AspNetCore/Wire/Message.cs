namespace Observability.AspNetCore.Wire;

/// <summary>An answer that only says what was done.</summary>
/// <param name="Text">What was done.</param>
internal sealed record Message([property: System.Text.Json.Serialization.JsonPropertyName("message")] string Text);
