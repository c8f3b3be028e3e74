using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Says how a span ended and how much attention it deserves.</summary>
internal static class LevelMapping
{
    private const string Exception = "exception";

    public static ObservationLevel Level(OtlpSpan span) => Named(span.Attributes) ?? (span.IsError ? ObservationLevel.Error : ObservationLevel.Default);

    public static ObservationStatus Status(OtlpSpan span, ObservationLevel level) =>
        span.IsError || level == ObservationLevel.Error ? ObservationStatus.Failed : ObservationStatus.Completed;

    public static string? Message(OtlpSpan span) => span.Attributes.Text("langfuse.observation.status_message")
        ?? span.StatusMessage
        ?? (span.IsError ? FromException(span, "exception.message") : null);

    public static string? ErrorType(OtlpSpan span) => span.IsError ? span.Attributes.Text("error.type") ?? FromException(span, "exception.type") : null;

    private static ObservationLevel? Named(OtlpAttributes attributes) => attributes.Text("langfuse.observation.level")?.ToUpperInvariant() switch
    {
        "DEBUG" or "TRACE" or "VERBOSE" => ObservationLevel.Debug,
        "DEFAULT" or "INFO" or "OK" => ObservationLevel.Default,
        "WARNING" or "WARN" => ObservationLevel.Warning,
        "ERROR" or "FATAL" or "CRITICAL" => ObservationLevel.Error,
        _ => null,
    };

    private static string? FromException(OtlpSpan span, string name) =>
        span.Events.LastOrDefault(@event => @event.Name == Exception)?.Attributes.Text(name);
}
