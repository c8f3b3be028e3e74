using System.Security.Cryptography;
using System.Text;

namespace Observability.Storage.Projects;

/// <summary>Hashes secrets so that a key is found by its secret alone, and a stolen store holds none.</summary>
/// <remarks>
/// HMAC-SHA256 under a random salt of the store. Our secrets have 256 random bits, which no number of guesses finds, so nothing slower is
/// needed; the salt takes tables made beforehand away from secrets that people chose.
/// </remarks>
internal sealed class SecretHasher(byte[] salt)
{
    private const int MaxStack = 256;

    public string Hash(string secret)
    {
        var most = Encoding.UTF8.GetMaxByteCount(secret.Length);
        var text = most <= MaxStack ? stackalloc byte[MaxStack] : new byte[most];
        var length = Encoding.UTF8.GetBytes(secret, text);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, text[..length], hash);
        CryptographicOperations.ZeroMemory(text);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Compares in the same time wherever they differ.</summary>
    public static bool AreEqual(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
