using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>What went in and out of a span.</summary>
/// <param name="Input">What went in.</param>
/// <param name="Output">What came out.</param>
/// <param name="FinishReason">Why the model stopped, where the messages say it.</param>
internal readonly record struct SpanContent(Payload? Input, Payload? Output, string? FinishReason);
