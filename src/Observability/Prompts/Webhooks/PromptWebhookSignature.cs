using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Observability.Prompts.Webhooks;

/// <summary>Signs webhooks about prompts, and tells receivers whether one is genuine.</summary>
/// <remarks>
/// The header <see cref="HeaderName"/> is <c>t=&lt;seconds since 1970&gt;,v1=&lt;HMAC-SHA256 of "t.body" in hex&gt;</c>, keyed with the text of the secret, as Langfuse
/// signs its own: what verifies those verifies these.
/// </remarks>
public static class PromptWebhookSignature
{
    /// <summary>The header that holds the signature.</summary>
    public const string HeaderName = "x-langfuse-signature";

    /// <summary>Verifies that a body was signed with a secret, lately.</summary>
    /// <param name="body">The body as it was received, before it was parsed.</param>
    /// <param name="header">The header <see cref="HeaderName"/>; null is not genuine.</param>
    /// <param name="secret">The secret of the webhook.</param>
    /// <param name="tolerance">How far the signed time may be from now, either way; five minutes unless given. What is older may be a recording that somebody plays again.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <remarks>Takes as long for a signature that is wrong in its first character as for one that is wrong in its last.</remarks>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, string secret, TimeSpan? tolerance = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        if (!TryRead(header, out var timestamp, out var signatures))
        {
            return false;
        }

        var expected = Compute(body, timestamp, secret);
        var isSigned = false;
        foreach (var signature in signatures)
        {
            isSigned |= CryptographicOperations.FixedTimeEquals(signature, expected);
        }

        return isSigned && Math.Abs((time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds() - (double)timestamp) <= (tolerance ?? TimeSpan.FromMinutes(5)).TotalSeconds;
    }

    /// <summary>Makes the header for a body.</summary>
    internal static string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"t={timestamp},v1={Convert.ToHexStringLower(Compute(body, timestamp, secret))}");
    }

    private static byte[] Compute(ReadOnlySpan<byte> body, long timestamp, string secret)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timestamp}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private static bool TryRead(string? header, out long timestamp, out List<byte[]> signatures)
    {
        timestamp = 0;
        signatures = [];
        var hasTime = false;
        foreach (var part in (header ?? "").Split(',', 16, StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
            {
                hasTime = long.TryParse(part.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out timestamp);
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
            {
                var signature = new byte[SHA256.HashSizeInBytes];
                if (Convert.FromHexString(part.AsSpan(3), signature, out var read, out var written) == OperationStatus.Done && (read, written) == (part.Length - 3, signature.Length))
                {
                    signatures.Add(signature);
                }
            }
        }

        return hasTime && signatures.Count > 0;
    }
}
