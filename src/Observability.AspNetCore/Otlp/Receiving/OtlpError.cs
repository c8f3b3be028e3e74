namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>Why an OTLP request was refused.</summary>
/// <param name="Error">What is wrong.</param>
internal sealed record OtlpError(string Error);
