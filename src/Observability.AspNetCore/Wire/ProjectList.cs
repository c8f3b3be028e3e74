namespace Observability.AspNetCore.Wire;

/// <summary>The projects a caller sees.</summary>
/// <param name="Data">The projects.</param>
internal sealed record ProjectList(IReadOnlyList<WireProject> Data);
