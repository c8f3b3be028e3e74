using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Rollout;

/// <summary>How rollouts are kept.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PromptRollout))]
internal sealed partial class RolloutJson : JsonSerializerContext
{
    public static RolloutJson Instance { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new TextConverter<RolloutId>(text => new RolloutId(text), id => id.Value),
            new TextConverter<PromptName>(text => new PromptName(text), name => name.Value),
            new TextConverter<PromptLabel>(text => new PromptLabel(text), label => label.Value),
        },
    });
}
