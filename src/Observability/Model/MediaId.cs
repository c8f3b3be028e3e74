namespace Observability.Model;

/// <summary>Identifies a stored media object.</summary>
/// <remarks>Shape: the first 22 characters of the URL-safe base64 SHA-256 of its content.</remarks>
public readonly record struct MediaId
{
    private readonly string? _value;

    /// <summary>Creates an id from its text.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public MediaId(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Computes the id of <paramref name="content"/>.</summary>
    public static MediaId Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(content, hash);
        return new MediaId(System.Buffers.Text.Base64Url.EncodeToString(hash)[..22]);
    }

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
