namespace Observability.Storage;

/// <summary>The rows of an aggregation.</summary>
/// <param name="Rows">The rows: in order of time when there is a granularity, then by the first metric, largest first.</param>
/// <param name="IsTruncated">True when more rows matched than the limit.</param>
public sealed record MetricsResult(IReadOnlyList<MetricsRow> Rows, bool IsTruncated = false);
