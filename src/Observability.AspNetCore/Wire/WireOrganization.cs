namespace Observability.AspNetCore.Wire;

/// <summary>An organization.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record WireOrganization(string Id, string Name);
