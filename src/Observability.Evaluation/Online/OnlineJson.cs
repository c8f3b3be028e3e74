using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>How the catalog keeps what online evaluation remembers.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredJob))]
[JsonSerializable(typeof(EvaluationBackfill))]
[JsonSerializable(typeof(SpentBudget))]
[JsonSerializable(typeof(RuleProgress))]
internal sealed partial class OnlineJson : JsonSerializerContext
{
    public static OnlineJson Instance { get; } = new(new JsonSerializerOptions(JsonDefaults.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new TextConverter<TraceId>(text => new TraceId(text), id => id.Value),
            new TextConverter<ObservationId>(text => new ObservationId(text), id => id.Value),
        },
    });
}
