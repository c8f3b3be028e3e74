using System.Collections.Frozen;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Says what a span is; the first attribute that says something known counts.</summary>
internal static class KindMapping
{
    // The span of Microsoft.Extensions.AI's function loop says what it is only by its name.
    private const string FunctionLoop = "orchestrate_tools";

    private static readonly FrozenDictionary<string, ObservationKind> Langfuse =
        Enum.GetValues<ObservationKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ObservationKind> OpenInference = new Dictionary<string, ObservationKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["LLM"] = ObservationKind.Generation,
        ["CHAIN"] = ObservationKind.Chain,
        ["RETRIEVER"] = ObservationKind.Retriever,
        ["EMBEDDING"] = ObservationKind.Embedding,
        ["AGENT"] = ObservationKind.Agent,
        ["TOOL"] = ObservationKind.Tool,
        ["GUARDRAIL"] = ObservationKind.Guardrail,
        ["EVALUATOR"] = ObservationKind.Evaluator,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ObservationKind> Operations = new Dictionary<string, ObservationKind>(StringComparer.Ordinal)
    {
        ["chat"] = ObservationKind.Generation,
        ["completion"] = ObservationKind.Generation,
        ["text_completion"] = ObservationKind.Generation,
        ["generate_content"] = ObservationKind.Generation,
        ["generate"] = ObservationKind.Generation,
        // Semantic Kernel before 1.20.
        ["chat.completions"] = ObservationKind.Generation,
        ["text.completions"] = ObservationKind.Generation,
        ["embeddings"] = ObservationKind.Embedding,
        ["invoke_agent"] = ObservationKind.Agent,
        ["create_agent"] = ObservationKind.Agent,
        ["execute_tool"] = ObservationKind.Tool,
        ["retrieval"] = ObservationKind.Retriever,
        [FunctionLoop] = ObservationKind.Chain,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Prefix, ObservationKind Kind)[] Vercel =
    [
        ("ai.generateText.doGenerate", ObservationKind.Generation),
        ("ai.streamText.doStream", ObservationKind.Generation),
        ("ai.generateObject.doGenerate", ObservationKind.Generation),
        ("ai.streamObject.doStream", ObservationKind.Generation),
        ("ai.embed.doEmbed", ObservationKind.Embedding),
        ("ai.embedMany.doEmbed", ObservationKind.Embedding),
        ("ai.toolCall", ObservationKind.Tool),
        // What is left runs the steps above.
        ("ai.", ObservationKind.Span),
    ];

    // OpenLLMetry and MLflow say it in words of their own.
    private static readonly FrozenDictionary<string, ObservationKind> Others = new Dictionary<string, ObservationKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["LLM"] = ObservationKind.Generation,
        ["CHAT_MODEL"] = ObservationKind.Generation,
        ["EMBEDDING"] = ObservationKind.Embedding,
        ["AGENT"] = ObservationKind.Agent,
        ["TOOL"] = ObservationKind.Tool,
        ["CHAIN"] = ObservationKind.Chain,
        ["WORKFLOW"] = ObservationKind.Chain,
        ["RETRIEVER"] = ObservationKind.Retriever,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static ObservationKind Of(OtlpSpan span)
    {
        var attributes = span.Attributes;
        return Named(attributes, "langfuse.observation.type", Langfuse)
            ?? Named(attributes, "openinference.span.kind", OpenInference)
            ?? (SemanticKernelPrompt.Is(span) ? ObservationKind.Chain : (ObservationKind?)null)
            ?? Named(attributes, "gen_ai.operation.name", Operations)
            ?? VercelOperation(attributes)
            ?? (attributes.Has("gen_ai.tool.name") || attributes.Has("gen_ai.tool.call.id") ? ObservationKind.Tool : (ObservationKind?)null)
            ?? Named(attributes, "traceloop.span.kind", Others)
            ?? Named(attributes, "llm.request.type", Others)
            ?? Named(attributes, "mlflow.spanType", Others)
            ?? (ModelMapping.IsModelCall(attributes) ? ObservationKind.Generation : span.Name == FunctionLoop ? ObservationKind.Chain : ObservationKind.Span);
    }

    private static ObservationKind? Named(OtlpAttributes attributes, string name, FrozenDictionary<string, ObservationKind> kinds) =>
        attributes.Text(name) is { } value && kinds.TryGetValue(value.Trim('"'), out var kind) ? kind : null;

    private static ObservationKind? VercelOperation(OtlpAttributes attributes)
    {
        if (attributes.Text("ai.operationId", "operation.name") is not { } operation || !operation.StartsWith("ai.", StringComparison.Ordinal))
        {
            return null;
        }

        return Array.Find(Vercel, entry => operation.StartsWith(entry.Prefix, StringComparison.Ordinal)).Kind;
    }
}
