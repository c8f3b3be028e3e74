namespace Observability.AspNetCore.Wire;

/// <summary>Tokens in the oldest form of the wire.</summary>
/// <param name="Unit">Always <c>TOKENS</c>.</param>
/// <param name="Input">All input tokens.</param>
/// <param name="Output">All output tokens.</param>
/// <param name="Total">All tokens.</param>
internal sealed record WireUsage(string Unit, long Input, long Output, long Total);
