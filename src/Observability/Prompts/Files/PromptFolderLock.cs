namespace Observability.Prompts.Files;

/// <summary>Lets one process at a time change the folder; reading needs no lock.</summary>
internal sealed class PromptFolderLock : IDisposable
{
    /// <summary>How files end that are being written.</summary>
    public const string Unfinished = ".tmp";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private PromptFolderLock(FileStream file) => _file = file;

    /// <summary>Waits until no other process has it.</summary>
    /// <exception cref="IOException">The folder cannot be written, or another process holds it for too long.</exception>
    public static async Task<PromptFolderLock> TakeAsync(string root, CancellationToken cancellationToken)
    {
        var folder = OwnFolderOf(root);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                var taken = new PromptFolderLock(new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
                DeleteUnfinished(folder);
                return taken;
            }
            catch (IOException exception) when (waited < Patience && IsTaken(exception))
            {
                // Another process changes something.
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new IOException($"The folder of prompts '{root}' cannot be written: {exception.Message}", exception);
            }
        }
    }

    /// <summary>The folder of what is no prompt, made when it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static string OwnFolderOf(string root)
    {
        var folder = Path.Combine(root, PromptDirectory.OwnFolder);
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
            }

            return folder;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The folder of prompts '{root}' cannot be written: {exception.Message}", exception);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What a process left that died while it wrote: nobody else writes now.</summary>
    private static void DeleteUnfinished(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Unfinished))
        {
            File.Delete(path);
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EAGAIN/EWOULDBLOCK of flock on Linux and macOS.
    private static bool IsTaken(IOException exception) => exception.GetType() == typeof(IOException) && (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
