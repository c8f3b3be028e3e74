namespace Observability.Storage;

/// <summary>One row of an aggregation.</summary>
/// <param name="Time">The start of the time bucket; null without a granularity.</param>
/// <param name="Dimensions">The values of the query's dimensions in its order; null where a row has none.</param>
/// <param name="Values">The values of the query's metrics in its order; null where no row had one.</param>
public sealed record MetricsRow(DateTimeOffset? Time, IReadOnlyList<string?> Dimensions, IReadOnlyList<double?> Values);
