namespace Observability.AspNetCore.Wire;

/// <summary>The key a browser signs in with.</summary>
internal sealed record SignInBody
{
    /// <summary>The public key.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The secret key.</summary>
    public string? SecretKey { get; init; }
}
