using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Model;
using Observability.Storage.Datasets;

namespace Observability.Storage.Catalog;

/// <summary>How the values of the catalog are written as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(DatasetItem))]
[JsonSerializable(typeof(DatasetItemVersion))]
[JsonSerializable(typeof(DatasetRun))]
[JsonSerializable(typeof(DatasetRunItem))]
[JsonSerializable(typeof(ScoreConfig))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(AnnotationQueue))]
[JsonSerializable(typeof(AnnotationQueueItem))]
[JsonSerializable(typeof(AnnotationAssignment))]
[JsonSerializable(typeof(LlmConnection))]
[JsonSerializable(typeof(EvaluatorDefinition))]
[JsonSerializable(typeof(EvaluationRule))]
[JsonSerializable(typeof(DashboardDefinition))]
[JsonSerializable(typeof(DashboardWidget))]
[JsonSerializable(typeof(ModelDefinition))]
internal sealed partial class CatalogJson : JsonSerializerContext
{
    /// <summary>With ids as texts and payloads as the JSON they are.</summary>
    public static CatalogJson Instance { get; } = new(new JsonSerializerOptions(JsonDefaults.Options)
    {
        // A payload stands in a document, one deeper than by itself.
        MaxDepth = JsonDefaults.MaxDepth + 16,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new PayloadConverter(),
            new TextConverter<TraceId>(text => new TraceId(text), id => id.Value),
            new TextConverter<ObservationId>(text => new ObservationId(text), id => id.Value),
            new TextConverter<DatasetId>(text => new DatasetId(text), id => id.Value),
            new TextConverter<DatasetItemId>(text => new DatasetItemId(text), id => id.Value),
            new TextConverter<DatasetRunId>(text => new DatasetRunId(text), id => id.Value),
        },
    });
}
