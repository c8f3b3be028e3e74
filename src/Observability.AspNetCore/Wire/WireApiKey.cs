namespace Observability.AspNetCore.Wire;

/// <summary>An API key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is not valid; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="Note">What it is for.</param>
/// <param name="PublicKey">The public key.</param>
/// <param name="DisplaySecretKey">Enough of the secret key to recognise it by.</param>
/// <param name="Scope">What it may do.</param>
internal sealed record WireApiKey(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? Note,
    string PublicKey,
    string DisplaySecretKey,
    string Scope);
