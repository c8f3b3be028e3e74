namespace Observability.AspNetCore.Wire;

/// <summary>A project to make or change.</summary>
internal sealed record ProjectBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Anything else: an object.</summary>
    public JsonPayload? Metadata { get; init; }

    /// <summary>How many days telemetry is kept; 0 for as long as the store keeps it.</summary>
    public int? Retention { get; init; }
}
