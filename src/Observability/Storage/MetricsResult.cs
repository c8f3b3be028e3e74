namespace Observability.Storage;

/// <summary>The rows of an aggregation.</summary>
/// <param name="Rows">The rows: in order of time when there is a granularity, then by the first metric, largest first. A group without rows is not there, so nothing matched means no row.</param>
/// <param name="IsTruncated">True when there were more rows than the limit, or more than 100,000 groups: those met later are left out.</param>
public sealed record MetricsResult(IReadOnlyList<MetricsRow> Rows, bool IsTruncated = false);
