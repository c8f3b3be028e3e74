using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using ProviderNames = Observability.Capture.Chat.ProviderNames;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds the model, its provider and why it stopped.</summary>
internal static class ModelMapping
{
    public static string? Model(OtlpAttributes attributes) => attributes.Text(
        "langfuse.observation.model.name", "gen_ai.response.model", "ai.model.id", "gen_ai.request.model", "llm.response.model", "llm.model_name", "model");

    /// <summary>Whether the span names the model it calls.</summary>
    public static bool IsModelCall(OtlpAttributes attributes) =>
        !attributes.First("langfuse.observation.model.name", "gen_ai.request.model", "gen_ai.response.model", "llm.model_name", "model").IsEmpty;

    public static string? Provider(OtlpAttributes attributes) =>
        ProviderNames.Normalize(attributes.Text("gen_ai.provider.name", "gen_ai.system") ?? VercelProvider(attributes) ?? attributes.Text("llm.provider", "llm.system"));

    /// <summary>Why the model stopped, in the words of the conventions: <c>tool_calls</c>, also where an SDK says <c>ToolCalls</c>.</summary>
    public static string? FinishReason(OtlpAttributes attributes, string? fromMessages, PayloadBuilder payloads)
    {
        var value = attributes.First("gen_ai.response.finish_reasons", "ai.response.finishReason", "gen_ai.response.finish_reason", "llm.finish_reason", "llm.response.finish_reason");
        if (value.IsEmpty)
        {
            return fromMessages;
        }

        using var list = payloads.Document(value);
        var reason = list is { RootElement: { ValueKind: JsonValueKind.Array } reasons } && reasons.GetArrayLength() > 0
            ? ToolCallWriter.TextOf(reasons[0])
            : value.ToText()!.Trim('[', ']', '"', ' ');
        return reason.Length == 0 ? fromMessages : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason);
    }

    // openai.chat, anthropic.messages, amazon-bedrock: the part before the dot is the vendor.
    private static string? VercelProvider(OtlpAttributes attributes) => attributes.Text("ai.model.provider") is { } provider
        ? provider.Split('.')[0] switch
        {
            "google" => provider.Contains("vertex", StringComparison.Ordinal) ? "gcp.vertex_ai" : "gcp.gemini",
            "amazon-bedrock" or "bedrock" => "aws.bedrock",
            "azure" or "azure-openai" => "azure.ai.openai",
            var vendor => vendor,
        }
        : null;
}
