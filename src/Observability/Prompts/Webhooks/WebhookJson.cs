using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Prompts.Webhooks;

/// <summary>How the documents of webhooks are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredWebhook))]
[JsonSerializable(typeof(StoredDelivery))]
internal sealed partial class WebhookJson : JsonSerializerContext;
