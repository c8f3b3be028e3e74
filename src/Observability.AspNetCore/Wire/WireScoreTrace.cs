namespace Observability.AspNetCore.Wire;

/// <summary>The trace a score judges.</summary>
/// <param name="UserId">Its end user.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="SessionId">Its session.</param>
internal sealed record WireScoreTrace(string? UserId, IReadOnlyList<string> Tags, string Environment, string? SessionId);
