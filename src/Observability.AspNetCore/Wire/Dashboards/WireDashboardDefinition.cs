namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>What a dashboard shows.</summary>
/// <param name="Widgets">Its tiles.</param>
internal sealed record WireDashboardDefinition(IReadOnlyList<WirePlacement?>? Widgets);
