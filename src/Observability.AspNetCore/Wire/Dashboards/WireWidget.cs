namespace Observability.AspNetCore.Wire.Dashboards;

/// <summary>A chart: what is asked and how it is drawn.</summary>
internal sealed record WireWidget
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows.</summary>
    public required string Description { get; init; }

    /// <summary>traces, observations, scores-numeric, scores-categorical or scores-boolean.</summary>
    public required string View { get; init; }

    /// <summary>What it groups by: an array of { field }.</summary>
    public JsonPayload Dimensions { get; init; }

    /// <summary>What it measures: an array of { measure, agg }.</summary>
    public JsonPayload Metrics { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public JsonPayload Filters { get; init; }

    /// <summary>How it is drawn, e.g. LINE_TIME_SERIES.</summary>
    public required string ChartType { get; init; }

    /// <summary>Details of the drawing.</summary>
    public JsonPayload ChartConfig { get; init; }
}
