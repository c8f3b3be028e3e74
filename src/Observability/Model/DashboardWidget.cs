namespace Observability.Model;

/// <summary>A chart: what is asked and how it is drawn.</summary>
internal sealed record DashboardWidget
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string View { get; init; }

    public required Payload Dimensions { get; init; }

    public required Payload Metrics { get; init; }

    public required Payload Filters { get; init; }

    public required string ChartType { get; init; }

    public required Payload ChartConfig { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
