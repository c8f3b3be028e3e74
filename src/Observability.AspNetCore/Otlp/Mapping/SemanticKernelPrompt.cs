using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Knows the prompts that Semantic Kernel runs as functions without a name: <c>InvokePromptAsync_</c> and a new guid every time.</summary>
/// <remarks>Semantic Kernel calls every function a tool; this one no model has called.</remarks>
internal static class SemanticKernelPrompt
{
    private const string Scope = "Microsoft.SemanticKernel";
    private const int GuidDigits = 32;

    public static bool Is(OtlpSpan span) => NameOf(span) is not null;

    /// <summary>The name without the guid; null for any other span.</summary>
    public static string? NameOf(OtlpSpan span)
    {
        if (span.Origin.ScopeName != Scope
            || span.Attributes.Text("gen_ai.tool.name") is not { Length: > GuidDigits } name
            || !Guid.TryParseExact(name[^GuidDigits..], "N", out _))
        {
            return null;
        }

        return name[..^GuidDigits].TrimEnd('_') is "InvokePromptAsync" or "InvokePromptStreamingAsync" ? name[..^GuidDigits].TrimEnd('_') : null;
    }
}
