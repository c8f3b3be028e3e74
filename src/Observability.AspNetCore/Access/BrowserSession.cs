namespace Observability.AspNetCore.Access;

/// <summary>A browser that signed in.</summary>
/// <param name="KeyId">The key it signed in with: when that goes, the session is over.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
internal sealed record BrowserSession(string KeyId, DateTimeOffset ExpiresAt);
