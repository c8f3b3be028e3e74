namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>A page of charts.</summary>
internal sealed record WireDashboard
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>What it shows.</summary>
    public required WireDashboardDefinition Definition { get; init; }

    /// <summary>Conditions for all charts.</summary>
    public JsonPayload Filters { get; init; }
}
