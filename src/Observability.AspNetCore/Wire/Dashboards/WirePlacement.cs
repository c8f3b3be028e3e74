using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>A tile on a dashboard's grid of twelve columns.</summary>
internal sealed record WirePlacement
{
    /// <summary>Its id on the dashboard; made up unless given.</summary>
    public string? Id { get; init; }

    /// <summary>widget or preset.</summary>
    public string? Type { get; init; }

    /// <summary>The widget it shows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WidgetId { get; init; }

    /// <summary>The preset it shows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PresetId { get; init; }

    /// <summary>Its first column, from 0.</summary>
    public int? X { get; init; }

    /// <summary>Its first row, from 0; below all others unless given.</summary>
    public int? Y { get; init; }

    /// <summary>Its columns; 6 unless given.</summary>
    [JsonPropertyName("x_size")]
    public int? Width { get; init; }

    /// <summary>Its rows; 6 unless given.</summary>
    [JsonPropertyName("y_size")]
    public int? Height { get; init; }
}
