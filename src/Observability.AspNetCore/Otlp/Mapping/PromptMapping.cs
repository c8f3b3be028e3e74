using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds the registry prompt a generation was made from: name and version, or none.</summary>
internal sealed class PromptMapping(PayloadBuilder payloads)
{
    public PromptLink? Of(OtlpAttributes attributes)
    {
        if (attributes.Text("langfuse.observation.prompt.name", "langfuse.prompt.name") is { } name)
        {
            return Link(name, attributes.First("langfuse.observation.prompt.version", "langfuse.prompt.version").ToCount());
        }

        if (!attributes.TryGet("ai.telemetry.metadata.langfusePrompt", out var value))
        {
            return null;
        }

        using var prompt = payloads.Document(value);
        return prompt is { RootElement: { ValueKind: JsonValueKind.Object } link }
            && link.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String
            && link.TryGetProperty("version", out var version)
                ? Link(given.GetString()!, UsageReader.Count(version))
                : null;
    }

    private static PromptLink? Link(string name, long? version) =>
        version is > 0 and <= int.MaxValue && !string.IsNullOrWhiteSpace(name) ? new PromptLink(name, (int)version) : null;
}
