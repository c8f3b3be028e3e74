namespace Observability.AspNetCore.Wire;

/// <summary>An API key to make.</summary>
internal sealed record ApiKeyBody
{
    /// <summary>What it is for.</summary>
    public string? Note { get; init; }

    /// <summary>The public key; generated unless both keys are given.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The secret key; generated unless both keys are given.</summary>
    public string? SecretKey { get; init; }

    /// <summary>What it may do: full, read-only, ingest-only or scores-only; full unless given.</summary>
    public string? Scope { get; init; }

    /// <summary>From when on it is not valid; never unless given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
