namespace Observability.AspNetCore.Wire;

/// <summary>A project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Organization">The organization it belongs to.</param>
/// <param name="Metadata">Anything else.</param>
internal sealed record WireProject(string Id, string Name, WireOrganization Organization, JsonPayload Metadata);
