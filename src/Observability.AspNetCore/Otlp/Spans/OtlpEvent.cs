namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>An event of a span.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Time">When it happened; null when it does not say.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record OtlpEvent(string Name, DateTimeOffset? Time, OtlpAttributes Attributes);
