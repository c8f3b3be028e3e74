using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Dashboards;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Dashboards;

/// <summary>Puts dashboards in the wire's shapes.</summary>
internal static class DashboardMapper
{
    public static WireDashboard ToWire(DashboardDefinition dashboard) => new()
    {
        Id = dashboard.Id,
        CreatedAt = dashboard.CreatedAt,
        UpdatedAt = dashboard.UpdatedAt,
        Name = dashboard.Name,
        Description = dashboard.Description,
        Definition = new WireDashboardDefinition([.. dashboard.Placements.Select(ToWire)]),
        Filters = new JsonPayload(dashboard.Filters),
    };

    public static WirePlacement ToWire(DashboardPlacement placement) => new()
    {
        Id = placement.Id,
        Type = placement.PresetId is null ? "widget" : "preset",
        WidgetId = placement.WidgetId,
        PresetId = placement.PresetId,
        X = placement.X,
        Y = placement.Y,
        Width = placement.Width,
        Height = placement.Height,
    };

    public static WireWidget ToWire(DashboardWidget widget) => new()
    {
        Id = widget.Id,
        CreatedAt = widget.CreatedAt,
        UpdatedAt = widget.UpdatedAt,
        Name = widget.Name,
        Description = widget.Description,
        View = widget.View,
        Dimensions = new JsonPayload(widget.Dimensions),
        Metrics = new JsonPayload(widget.Metrics),
        Filters = new JsonPayload(widget.Filters),
        ChartType = widget.ChartType,
        ChartConfig = new JsonPayload(widget.ChartConfig),
    };
}
