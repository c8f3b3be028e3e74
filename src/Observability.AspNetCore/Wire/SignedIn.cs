namespace Observability.AspNetCore.Wire;

/// <summary>Who a caller is.</summary>
/// <param name="Via">How it came in: local, application, session or key.</param>
/// <param name="ProjectId">The project it sees; null with a key of the organization.</param>
/// <param name="ProjectName">The name of the project.</param>
/// <param name="Scope">What its key may do; null without a key.</param>
/// <param name="ExpiresAt">When a session that begins now ends.</param>
internal sealed record SignedIn(string Via, string? ProjectId, string? ProjectName, string? Scope, DateTimeOffset? ExpiresAt);
