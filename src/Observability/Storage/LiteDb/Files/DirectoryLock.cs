using System.Globalization;

namespace Observability.Storage.LiteDb.Files;

/// <summary>Keeps every other process out of a store's directory.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _ownerPath;

    private DirectoryLock(FileStream stream, string ownerPath)
    {
        _stream = stream;
        _ownerPath = ownerPath;
    }

    /// <summary>Takes the lock; the operating system gives it back if the process dies.</summary>
    /// <exception cref="IOException">Another process has it, or the directory cannot be written.</exception>
    public static DirectoryLock Take(string directory)
    {
        // A second file, because Windows lets nobody read the locked one.
        var ownerPath = Path.Combine(directory, "store.owner");
        try
        {
            Directory.CreateDirectory(directory);
            var stream = new FileStream(Path.Combine(directory, "store.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(ownerPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            }
            catch
            {
                stream.Dispose();
                throw;
            }

            return new DirectoryLock(stream, ownerPath);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The telemetry directory '{directory}' cannot be written: {exception.Message} Grant write access or choose another directory.", exception);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            throw new IOException(
                $"The telemetry directory '{directory}' is in use by process {ReadOwner(ownerPath)}. Stop that process, give this one another directory, or send its telemetry to a server.",
                exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"The telemetry directory '{directory}' cannot be used: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_ownerPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only a hint for error messages; the lock itself is what counts.
        }

        _stream.Dispose();
    }

    private static string ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(path) is { Length: > 0 and < 12 } id ? id : "unknown";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EAGAIN/EWOULDBLOCK of flock on Linux and macOS.
    private static bool IsSharingViolation(IOException exception) =>
        exception.GetType() == typeof(IOException) && (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
