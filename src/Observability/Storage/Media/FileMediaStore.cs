using System.Text;
using Observability.Model;

namespace Observability.Storage.Media;

/// <summary>Keeps media as files named by their content hash: <c>media/project/ab/id</c>, the content type beside it in <c>id.type</c>.</summary>
/// <remarks>
/// Thread-safe, also with other processes on the same directory. A file is written under another name, flushed to disk and renamed, so it
/// is there whole or not at all. What a reader gets always has the hash it asked for: a damaged file counts as missing and the next
/// <see cref="PutAsync"/> of the content replaces it.
/// </remarks>
public sealed class FileMediaStore : IMediaStore
{
    private const string TypeSuffix = ".type";
    private const int MaxTypeLength = 255;

    private static readonly TimeSpan UnfinishedLifetime = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly string _temporary;
    private readonly TimeProvider _timeProvider;
    private int _isSwept;

    /// <summary>Keeps media in the folder <c>media</c> of <paramref name="storeDirectory"/>, which the first write creates.</summary>
    /// <param name="storeDirectory">The directory of the store; a relative path is taken from <see cref="AppContext.BaseDirectory"/>.</param>
    /// <param name="timeProvider">The clock that tells which unfinished files a crash left behind; the system's by default.</param>
    public FileMediaStore(string storeDirectory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(storeDirectory);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _root = Path.Combine(Path.GetFullPath(storeDirectory, AppContext.BaseDirectory), "media");
        _temporary = Path.Combine(_root, "~unfinished");
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The content cannot be written.</exception>
    public async Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(project, content.Id)!;
        if (await ReadAsync(path, content.Id, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        Directory.CreateDirectory(_temporary);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SweepOnce();

        // The type first: the content's presence is what says that both are there.
        var type = content.ContentType[..Math.Min(content.ContentType.Length, MaxTypeLength)];
        await WriteAsync(path + TypeSuffix, Encoding.UTF8.GetBytes(type), cancellationToken).ConfigureAwait(false);
        await WriteAsync(path, content.Content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) =>
        PathOf(project, id) is { } path ? await ReadAsync(path, id, cancellationToken).ConfigureAwait(false) : null;

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var removed = 0;
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PathOf(project, id) is { } path && File.Exists(path))
            {
                File.Delete(path);
                File.Delete(path + TypeSuffix);
                removed++;
            }
        }

        return Task.FromResult(removed);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">A file cannot be removed.</exception>
    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = Path.Combine(_root, MediaPath.FolderOf(project));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    private static async Task<MediaContent?> ReadAsync(string path, MediaId id, CancellationToken cancellationToken)
    {
        try
        {
            var type = await File.ReadAllTextAsync(path + TypeSuffix, cancellationToken).ConfigureAwait(false);
            var content = new MediaContent(type, await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
            return content.Id == id ? content : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(_temporary, Guid.NewGuid().ToString("N"));
        try
        {
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // A crash in the middle of a write leaves its file behind. Another process may be writing right now, so only old ones go.
    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _isSwept, 1) != 0)
        {
            return;
        }

        var oldest = _timeProvider.GetUtcNow() - UnfinishedLifetime;
        foreach (var file in Directory.EnumerateFiles(_temporary))
        {
            try
            {
                if (File.GetLastWriteTimeUtc(file) < oldest.UtcDateTime)
                {
                    File.Delete(file);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is in use or not ours: the write at hand does not depend on it.
            }
        }
    }

    private string? PathOf(ProjectId project, MediaId id) => MediaPath.Of(project, id) is { } path ? Path.Combine(_root, path) : null;
}
