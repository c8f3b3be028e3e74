namespace Observability.AspNetCore.Wire;

/// <summary>An API key that was just made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is not valid; null for never.</param>
/// <param name="PublicKey">The public key.</param>
/// <param name="SecretKey">The secret key: it is nowhere kept and not shown again.</param>
/// <param name="DisplaySecretKey">Enough of the secret key to recognise it by.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Scope">What it may do.</param>
internal sealed record WireNewApiKey(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    string PublicKey,
    string SecretKey,
    string DisplaySecretKey,
    string? Note,
    string Scope);
