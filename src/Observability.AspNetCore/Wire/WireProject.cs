using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>A project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Organization">The organization it belongs to.</param>
/// <param name="Metadata">Anything else.</param>
/// <param name="RetentionDays">How many days telemetry is kept; absent for as long as the store keeps it.</param>
internal sealed record WireProject(
    string Id,
    string Name,
    WireOrganization Organization,
    JsonPayload Metadata,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetentionDays = null);
