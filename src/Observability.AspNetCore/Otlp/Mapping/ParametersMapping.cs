using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Collects the parameters of a model call.</summary>
internal sealed class ParametersMapping(PayloadBuilder payloads)
{
    private const string Request = "gen_ai.request.";
    private const string Settings = "ai.settings.";
    private const string Tier = "service_tier";
    private const string Tools = "tools";
    private const string Definitions = "gen_ai.tool.definitions";

    private static readonly string[] Tiers =
        ["gen_ai.openai.response.service_tier", "openai.response.service_tier", "gen_ai.openai.request.service_tier", "openai.request.service_tier"];

    public Payload? Of(OtlpAttributes attributes)
    {
        if (attributes.TryGet("langfuse.observation.model.parameters", out var value) && Whole(value) is { } given)
        {
            return given;
        }

        return Collect(attributes, Settings, "ai.prompt.toolChoice")
            ?? (attributes.TryGet("llm.invocation_parameters", out value) ? Whole(value) : null)
            ?? (attributes.TryGet("model_config", out value) ? Whole(value) : null)
            ?? Collect(attributes, Request, null);
    }

    private Payload? Whole(in OtlpValue value)
    {
        using var document = payloads.Document(value);
        return document is { RootElement.ValueKind: JsonValueKind.Object } ? Payload.FromValue(document.RootElement) : null;
    }

    private Payload? Collect(OtlpAttributes attributes, string prefix, string? beside)
    {
        var isFound = false;
        foreach (var name in attributes.Names)
        {
            isFound |= name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && name != Request + "model";
        }

        var tier = attributes.First(Tiers);
        if (!isFound && (prefix != Request || (tier.IsEmpty && !attributes.Has(Definitions))))
        {
            return null;
        }

        var tools = ToolNames(attributes);
        var writer = payloads.Begin();
        writer.WriteStartObject();
        HashSet<string> written = new(StringComparer.Ordinal) { "model" };
        Write(writer, attributes, prefix, written);
        if (prefix != Request)
        {
            Write(writer, attributes, Request, written);
        }

        if (beside is not null && attributes.TryGet(beside, out var other))
        {
            Write(writer, beside[(beside.LastIndexOf('.') + 1)..], other, written);
        }

        if (!tier.IsEmpty)
        {
            Write(writer, Tier, tier, written);
        }

        if (tools.Count > 0 && written.Add(Tools))
        {
            writer.WriteStartArray(Tools);
            tools.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        return payloads.End();
    }

    /// <summary>The names of the tools that were offered; what they are stays in the metadata.</summary>
    private List<string> ToolNames(OtlpAttributes attributes)
    {
        if (!attributes.TryGet(Definitions, out var value))
        {
            return [];
        }

        using var document = payloads.Document(value);
        return document is { RootElement.ValueKind: JsonValueKind.Array }
            ? [.. document.RootElement.EnumerateArray().Select(ToolName).OfType<string>()]
            : [];
    }

    private static string? ToolName(JsonElement tool)
    {
        if (tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
        {
            tool = function;
        }

        return tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }

    private static void Write(Utf8JsonWriter writer, OtlpAttributes attributes, string prefix, HashSet<string> written)
    {
        foreach (var (name, value) in attributes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && !value.IsEmpty)
            {
                Write(writer, name[prefix.Length..], value, written);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, in OtlpValue value, HashSet<string> written)
    {
        if (!written.Add(name))
        {
            return;
        }

        writer.WritePropertyName(name);
        if (value.Kind == OtlpValueKind.Text && JsonForm.IsStructure(value.Utf8.Span))
        {
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
