using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Ingestion;
using Observability.AspNetCore.Otlp.Receiving;
using Observability.AspNetCore.Wire.Datasets;

namespace Observability.AspNetCore.Wire;

/// <summary>Everything that crosses the wire.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(InvalidRequestBody))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(HealthStatus))]
[JsonSerializable(typeof(ProjectList))]
[JsonSerializable(typeof(PagedList<WireTraceListItem>))]
[JsonSerializable(typeof(WireTraceDetail))]
[JsonSerializable(typeof(DeleteTracesBody))]
[JsonSerializable(typeof(PagedList<WireObservation>))]
[JsonSerializable(typeof(CursorList<WireObservationV2>))]
[JsonSerializable(typeof(PagedList<WireSession>))]
[JsonSerializable(typeof(WireSessionDetail))]
[JsonSerializable(typeof(PagedList<WireUser>))]
[JsonSerializable(typeof(PagedList<WireScore>))]
[JsonSerializable(typeof(ScoreListV3))]
[JsonSerializable(typeof(CreateScoreBody))]
[JsonSerializable(typeof(CreatedId))]
[JsonSerializable(typeof(WireMedia))]
[JsonSerializable(typeof(WireDataset))]
[JsonSerializable(typeof(WireDatasetWithItems))]
[JsonSerializable(typeof(PagedList<WireDataset>))]
[JsonSerializable(typeof(PagedList<WireDatasetSummary>))]
[JsonSerializable(typeof(CreateDatasetBody))]
[JsonSerializable(typeof(WireDatasetItem))]
[JsonSerializable(typeof(PagedList<WireDatasetItem>))]
[JsonSerializable(typeof(CreateDatasetItemBody))]
[JsonSerializable(typeof(PagedList<WireDatasetRun>))]
[JsonSerializable(typeof(WireDatasetRunWithItems))]
[JsonSerializable(typeof(WireDatasetRunItem))]
[JsonSerializable(typeof(PagedList<WireDatasetRunItem>))]
[JsonSerializable(typeof(CreateDatasetRunItemBody))]
[JsonSerializable(typeof(MetricsList))]
[JsonSerializable(typeof(LiveTraces))]
[JsonSerializable(typeof(OtlpAnswer))]
[JsonSerializable(typeof(OtlpError))]
[JsonSerializable(typeof(IngestionBody))]
[JsonSerializable(typeof(IngestionAnswer))]
[JsonSerializable(typeof(InvalidBatchBody))]
[JsonSerializable(typeof(IReadOnlyList<ApiIssue>))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
