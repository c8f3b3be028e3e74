namespace Observability.Remote.Outbox;

/// <summary>The file operations of the outbox: a file is there whole or not at all.</summary>
internal class OutboxFiles
{
    private const string Unfinished = ".tmp";

    /// <summary>Writes a file durably: under another name, flushed to the disk, renamed.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public virtual void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var unfinished = path + Unfinished;
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }
    }

    public virtual byte[] Read(string path) => File.ReadAllBytes(path);

    /// <summary>Deletes a file if it can be; one that cannot is sent once more after the next start, which changes nothing.</summary>
    public virtual void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
