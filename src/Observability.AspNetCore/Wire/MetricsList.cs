namespace Observability.AspNetCore.Wire;

/// <summary>The rows of an aggregation.</summary>
/// <param name="Data">The rows: objects with the dimensions by their fields, <c>time_dimension</c>, and each metric as <c>aggregation_measure</c>.</param>
internal sealed record MetricsList(IReadOnlyList<JsonPayload> Data);
