using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Prompts.Sync;

/// <summary>How the state of a synchronisation is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, SyncBase>))]
internal sealed partial class SyncStateJson : JsonSerializerContext;
