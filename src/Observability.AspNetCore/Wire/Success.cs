namespace Observability.AspNetCore.Wire;

/// <summary>An answer that only says that it was done.</summary>
/// <param name="IsSuccess">Always true.</param>
internal sealed record Success([property: System.Text.Json.Serialization.JsonPropertyName("success")] bool IsSuccess);
