namespace Observability.Model;

/// <summary>A tile on a dashboard's grid of twelve columns.</summary>
internal sealed record DashboardPlacement
{
    public required string Id { get; init; }

    /// <summary>The widget; null for a preset.</summary>
    public string? WidgetId { get; init; }

    /// <summary>The preset; null for a widget.</summary>
    public string? PresetId { get; init; }

    public int X { get; init; }

    public int Y { get; init; }

    public int Width { get; init; } = 6;

    public int Height { get; init; } = 6;
}
