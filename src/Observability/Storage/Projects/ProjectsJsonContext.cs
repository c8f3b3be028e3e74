using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Storage.Projects;

/// <summary>Projects and keys as they are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(StoreSalt))]
internal sealed partial class ProjectsJsonContext : JsonSerializerContext;
