namespace Observability.Model;

/// <summary>A page of charts.</summary>
internal sealed record DashboardDefinition
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<DashboardPlacement> Placements { get; init; } = [];

    /// <summary>Conditions for all charts: a JSON array in the filter language of the wire.</summary>
    public required Payload Filters { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
