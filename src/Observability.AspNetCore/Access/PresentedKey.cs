using System.Buffers.Text;
using System.Text;

namespace Observability.AspNetCore.Access;

/// <summary>The credentials of an <c>Authorization</c> header: <c>Basic</c> with a public key and its secret, or <c>Bearer</c> with a public key alone.</summary>
/// <param name="PublicKey">The public key.</param>
/// <param name="SecretKey">The secret; null when only the public key is presented.</param>
internal readonly record struct PresentedKey(string PublicKey, string? SecretKey)
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";
    private const int MaxLength = 2048;

    /// <summary>Reads a header; when it cannot, says why as the wire does.</summary>
    public static PresentedKey? Read(string header, out string? problem)
    {
        problem = null;
        if (header.Length > MaxLength)
        {
            problem = Refusals.InvalidCredentials;
            return null;
        }

        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new PresentedKey(header[Bearer.Length..].Trim(), null);
        }

        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            problem = Refusals.InvalidHeader;
            return null;
        }

        var encoded = header.AsSpan(Basic.Length).Trim();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
        {
            problem = Refusals.InvalidCharacter;
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        if (pair.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
        {
            problem = Refusals.InvalidCredentials;
            return null;
        }

        return new PresentedKey(pair[..colon], pair[(colon + 1)..]);
    }
}
