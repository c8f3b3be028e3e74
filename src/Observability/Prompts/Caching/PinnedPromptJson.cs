using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Prompts.Caching;

/// <summary>How pinned prompts are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PinnedPrompt))]
internal sealed partial class PinnedPromptJson : JsonSerializerContext;
