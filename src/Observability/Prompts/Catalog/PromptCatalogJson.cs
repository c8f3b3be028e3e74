using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Prompts.Catalog;

/// <summary>How the documents of the registry are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredPrompt))]
[JsonSerializable(typeof(StoredPromptVersion))]
[JsonSerializable(typeof(StoredChange))]
[JsonSerializable(typeof(StoredProtection))]
internal sealed partial class PromptCatalogJson : JsonSerializerContext;
