using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Names an observation.</summary>
internal static class NameMapping
{
    /// <summary>The name of a span that has none.</summary>
    public const string Unnamed = "(unnamed)";

    public static string Of(OtlpSpan span)
    {
        var name = SemanticKernelPrompt.NameOf(span) ?? span.Attributes.Text("gen_ai.tool.name", "logfire.msg", "ai.toolCall.name") ?? VercelName(span.Attributes) ?? span.Name;
        return string.IsNullOrWhiteSpace(name) ? Unnamed : name;
    }

    private static string? VercelName(OtlpAttributes attributes) => attributes.Text("ai.operationId") is not { } operation
        ? null
        : attributes.Text("ai.telemetry.functionId") is { } function ? $"{function}:{operation}" : operation;
}
