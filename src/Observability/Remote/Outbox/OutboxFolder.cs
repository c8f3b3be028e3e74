namespace Observability.Remote.Outbox;

/// <summary>The folder of one process in an outbox: locked as long as the process lives, free for another to empty afterwards.</summary>
internal sealed class OutboxFolder : IDisposable
{
    private const string LockFile = "lock";

    private readonly FileStream _lock;

    private OutboxFolder(string path, FileStream lockStream)
    {
        FolderPath = path;
        _lock = lockStream;
    }

    public string FolderPath { get; }

    /// <summary>Creates a folder of our own.</summary>
    /// <exception cref="IOException">The outbox cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The outbox cannot be written.</exception>
    public static OutboxFolder Create(string outbox)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Combine(outbox, Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(path);
            try
            {
                return new OutboxFolder(path, Lock(path));
            }
            catch (IOException) when (attempt < 5)
            {
                // Another process took it for abandoned between the two steps.
            }
        }
    }

    /// <summary>Takes over a folder whose process has ended; null when it lives.</summary>
    public static OutboxFolder? TryTakeOver(string path)
    {
        try
        {
            return new OutboxFolder(path, Lock(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the folder up, and removes it when nothing is left in it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        try
        {
            Directory.Delete(FolderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that still holds parcels stays for whoever comes next.
        }
    }

    // The lock file goes with the lock and never after it: it could be another process's by then.
    private static FileStream Lock(string path) =>
        new(Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
}
