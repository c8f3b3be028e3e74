using System.Security.Cryptography;

namespace Observability.Storage.Secrets;

/// <summary>The key of secrets, in a file beside the store that only its owner may read.</summary>
internal static class SecretKeyFile
{
    private const string Name = "secrets.key";

    /// <summary>Reads the key, and makes one when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read or written, or holds no key.</exception>
    public static byte[] Open(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(directory);
            Create(path);
        }

        var text = File.ReadAllText(path).Trim();
        var key = new byte[SecretProtector.KeyBytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == key.Length
            ? key
            : throw new IOException($"The file '{path}' holds no key. Restore it from a backup; without it the secrets it encrypted cannot be read. Removing it starts with a new key.");
    }

    // Written aside and moved, never over another: of two processes that start at once one wins and both use its key.
    private static void Create(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretProtector.KeyBytes))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
