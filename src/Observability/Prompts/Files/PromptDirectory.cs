using System.Text;

namespace Observability.Prompts.Files;

/// <summary>Reads and writes the files of the folder, and nothing outside of it.</summary>
/// <remarks>Files and folders that begin with a dot are not looked at, folders that are links are not followed, and a file that is a link must lead to one in the folder.</remarks>
internal sealed class PromptDirectory(string root)
{
    /// <summary>The most files: more are not served.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>The most bytes of a file: 8 MiB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>What is no prompt: the lock and the state of synchronisations. Git does not see it.</summary>
    public const string OwnFolder = ".llm-observability";

    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The absolute path.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public bool Exists => Directory.Exists(Root);

    /// <summary>The files that may hold prompts, in the order of their paths.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public (IReadOnlyList<FoundFile> Files, IReadOnlyList<PromptProblem> Problems) List()
    {
        var files = new List<FoundFile>();
        var problems = new List<PromptProblem>();
        Walk(new DirectoryInfo(Root), "", 0, files, problems);
        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        if (files.Count > MaxFiles)
        {
            problems.Add(new PromptProblem(files[MaxFiles].Path, 0, $"The folder has more than {MaxFiles} files of prompts. This one and those after it are not served; move some elsewhere."));
            files.RemoveRange(MaxFiles, files.Count - MaxFiles);
        }

        return (files, problems);
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="PromptFileException">It is too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Read(string path)
    {
        using var stream = new FileStream(FullPathOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > MaxBytes)
        {
            throw new PromptFileException(0, $"The file has {stream.Length} bytes. A prompt may have at most {MaxBytes}.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <exception cref="PromptFileException">The bytes are no UTF-8.</exception>
    public static string Decode(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new PromptFileException(0, "The file is not in UTF-8. Save it in UTF-8.");
        }
    }

    /// <summary>Writes a file aside, where git does not see it, and moves it into its place, so that nobody meets half of it.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public byte[] Write(string path, string text)
    {
        var target = FullPathOf(path);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        ThrowIfOutside(folder);
        var bytes = Utf8.GetBytes(text);
        var beside = Path.Combine(PromptFolderLock.OwnFolderOf(Root), Guid.NewGuid().ToString("N") + PromptFolderLock.Unfinished);
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw exception is IOException ? exception : new IOException(exception.Message, exception);
        }
    }

    /// <summary>Deletes a file, and the folders that are empty without it.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public void Delete(string path)
    {
        var target = FullPathOf(path);
        ThrowIfOutside(Path.GetDirectoryName(target)!);
        File.Delete(target);
        for (var folder = Path.GetDirectoryName(target)!; folder != Root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }
    }

    public FoundFile? Find(string path) => new FileInfo(FullPathOf(path)) is { Exists: true } file ? FoundOf(path, file) : null;

    private static FoundFile FoundOf(string path, FileInfo file) => new(path, file.Length, file.LastWriteTimeUtc);

    private void Walk(DirectoryInfo folder, string prefix, int depth, List<FoundFile> files, List<PromptProblem> problems)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || files.Count > MaxFiles)
            {
                continue;
            }

            var path = prefix + entry.Name;
            var isLink = entry.LinkTarget is not null;
            if (entry is DirectoryInfo inner)
            {
                if (!isLink && depth < MaxDepth)
                {
                    Walk(inner, path + "/", depth + 1, files, problems);
                }
            }
            else if (PromptFilePath.IsPromptFile(entry.Name))
            {
                if (!isLink)
                {
                    files.Add(FoundOf(path, (FileInfo)entry));
                }
                else if (TargetOf(entry) is { } target)
                {
                    files.Add(FoundOf(path, target));
                }
                else
                {
                    problems.Add(new PromptProblem(path, 0, "The file is a link that leads out of the folder, or nowhere. Put the file itself here."));
                }
            }
        }
    }

    /// <summary>The file a link leads to; null when it is not in the folder.</summary>
    private FileInfo? TargetOf(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target && IsInside(target.FullName) ? target : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FullPathOf(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        return full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : throw new IOException($"'{path}' is not in the folder of prompts '{Root}'.");
    }

    /// <summary>No folder between the root and the file may be a link.</summary>
    private void ThrowIfOutside(string folder)
    {
        for (var part = new DirectoryInfo(folder); part.FullName != Root; part = part.Parent!)
        {
            if (part.LinkTarget is { } target)
            {
                throw new IOException($"'{part.FullName}' is a link to '{target}'. Prompts are written in the folder '{Root}' itself; put a folder in its place.");
            }
        }
    }

    private bool IsInside(string target)
    {
        var real = new DirectoryInfo(Root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Root;
        var parent = new FileInfo(target).Directory;
        for (var part = parent; part is not null; part = part.Parent)
        {
            if (part.FullName == Root || part.FullName == real)
            {
                return true;
            }

            if (part.LinkTarget is not null)
            {
                // The link of a mounted configuration: ..data leads to a folder beside it.
                return part.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo final && IsInside(Path.Combine(final.FullName, "file"));
            }
        }

        return false;
    }
}
