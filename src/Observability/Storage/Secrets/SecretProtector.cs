using System.Security.Cryptography;
using System.Text;

namespace Observability.Storage.Secrets;

/// <summary>Encrypts secrets that are kept in the catalog, with AES-256-GCM.</summary>
/// <remarks>
/// A secret is bound to what it belongs to: moved to another place it cannot be read. Thread-safe.
/// Shape: a version byte, 12 bytes of nonce, 16 of tag and the cipher text, in base64.
/// </remarks>
internal sealed class SecretProtector
{
    /// <summary>The bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key;

    public SecretProtector(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        _key = key;
    }

    /// <summary>Encrypts.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="owner">What it belongs to.</param>
    public string Protect(string secret, string owner)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[1 + NonceBytes + TagBytes + text.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce, text, sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another key or for another owner, or was changed.</exception>
    public string Unprotect(string protectedSecret, string owner)
    {
        var sealedBytes = new byte[protectedSecret.Length];
        if (!Convert.TryFromBase64String(protectedSecret, sealedBytes, out var length) || length < 1 + NonceBytes + TagBytes || sealedBytes[0] != Version)
        {
            throw new CryptographicException("The secret is not one that was encrypted here.");
        }

        var text = new byte[length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        aes.Decrypt(
            sealedBytes.AsSpan(1, NonceBytes), sealedBytes.AsSpan(1 + NonceBytes + TagBytes, text.Length), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), text, Encoding.UTF8.GetBytes(owner));
        return Encoding.UTF8.GetString(text);
    }
}
