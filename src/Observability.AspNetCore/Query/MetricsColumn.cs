using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>A metric of an answer.</summary>
/// <param name="Name">Its name: <c>aggregation_measure</c>.</param>
/// <param name="Metric">What the store computes.</param>
/// <param name="Factor">What the store's unit is multiplied by: the wire counts durations in milliseconds.</param>
internal sealed record MetricsColumn(string Name, Metric Metric, double Factor);
