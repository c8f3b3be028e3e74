using Observability.Model;

namespace Observability.Storage;

/// <summary>An aggregation: measures by dimensions, filtered, optionally over time.</summary>
public sealed record MetricsQuery
{
    /// <summary>The most rows a result may have.</summary>
    public const int MaxRows = 10_000;

    /// <summary>The project.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>What is counted.</summary>
    public MetricsView View { get; init; } = MetricsView.Observations;

    /// <summary>What to compute; at least one.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>What to group by, at most four; what has several values (tags, a trace's models) counts in the group of each.</summary>
    public IReadOnlyList<FilterField> Dimensions { get; init; } = [];

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>Group by time too; null for one figure over the whole range.</summary>
    public TimeGranularity? Granularity { get; init; }

    /// <summary>Only what started at or after this instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Only what started before this instant.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The most rows to return; the largest first metric comes first when there is no granularity.</summary>
    /// <value>1,000; at most <see cref="MaxRows"/>.</value>
    public int Limit { get; init; } = 1000;
}
