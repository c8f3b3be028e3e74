using System.Text.Json;

namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>A chart to create or change: what is missing stays as it is.</summary>
internal sealed record WidgetBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it shows.</summary>
    public string? Description { get; init; }

    /// <summary>traces, observations, scores-numeric, scores-categorical or scores-boolean.</summary>
    public string? View { get; init; }

    /// <summary>What it groups by: an array of { field }.</summary>
    public JsonElement Dimensions { get; init; }

    /// <summary>What it measures: an array of { measure, agg }.</summary>
    public JsonElement Metrics { get; init; }

    /// <summary>Conditions that must all hold: an array of { type, column, operator, value, key? }.</summary>
    public JsonElement Filters { get; init; }

    /// <summary>How it is drawn, e.g. LINE_TIME_SERIES.</summary>
    public string? ChartType { get; init; }

    /// <summary>Details of the drawing; the plain ones of the type unless given.</summary>
    public JsonElement ChartConfig { get; init; }
}
