namespace Observability.AspNetCore.Wire;

/// <summary>How the server is.</summary>
/// <param name="Status">Always <c>OK</c>.</param>
/// <param name="Version">The version of the server.</param>
internal sealed record HealthStatus(string Status, string Version);
