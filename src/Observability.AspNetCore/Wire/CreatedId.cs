namespace Observability.AspNetCore.Wire;

/// <summary>What was written.</summary>
/// <param name="Id">Its id.</param>
internal sealed record CreatedId(string Id);
