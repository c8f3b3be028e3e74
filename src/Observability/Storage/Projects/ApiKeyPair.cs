using System.Buffers.Text;
using System.Security.Cryptography;

namespace Observability.Storage.Projects;

/// <summary>What a client authenticates with: <c>pk-lf-…</c> and <c>sk-lf-…</c>. The secret exists only here and at the client.</summary>
internal sealed record ApiKeyPair(string PublicKey, string SecretKey)
{
    public const string PublicPrefix = "pk-lf-";
    public const string SecretPrefix = "sk-lf-";

    private const int SecretBytes = 32;
    private const int MinLength = 16;
    private const int MaxLength = 200;

    /// <summary>A new pair: a random id and 256 random bits.</summary>
    public static ApiKeyPair Generate() =>
        new(PublicPrefix + Guid.NewGuid(), SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>What of the secret may be shown.</summary>
    public string DisplaySecretKey => $"{SecretPrefix}...{SecretKey[^4..]}";

    /// <summary>What is wrong with a pair that somebody chose; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (!IsOf(PublicKey, PublicPrefix))
        {
            yield return $"A public key is \"{PublicPrefix}\" and at least {MinLength - PublicPrefix.Length} letters, digits, '-' or '_'.";
        }

        if (!IsOf(SecretKey, SecretPrefix))
        {
            yield return $"A secret key is \"{SecretPrefix}\" and at least {MinLength - SecretPrefix.Length} letters, digits, '-' or '_'.";
        }
    }

    private static bool IsOf(string key, string prefix) =>
        key.Length is >= MinLength and <= MaxLength
        && key.StartsWith(prefix, StringComparison.Ordinal)
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
