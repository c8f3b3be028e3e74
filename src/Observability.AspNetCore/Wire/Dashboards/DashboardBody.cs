using System.Text.Json;

namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>A dashboard to create or change: what is missing stays as it is.</summary>
internal sealed record DashboardBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it shows.</summary>
    public WireDashboardDefinition? Definition { get; init; }

    /// <summary>Conditions for all charts: an array of { type, column, operator, value, key? }.</summary>
    public JsonElement Filters { get; init; }
}
