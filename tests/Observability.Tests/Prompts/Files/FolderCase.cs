using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Prompts.Files;
using Observability.Testing;

namespace Observability.Tests.Prompts.Files;

/// <summary>A folder of prompts, and the processes that work on it.</summary>
internal sealed class FolderCase : IDisposable
{
    private readonly List<FolderCatalog> _catalogs = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("prompt-files").FullName;

    public CollectingLoggerFactory Logs { get; } = new();

    /// <summary>The registry of a process that begins now.</summary>
    public IPromptRegistry Open() => Open(out _);

    public IPromptRegistry Open(out FolderCatalog catalog)
    {
        var opened = new FolderCatalog(Root, ProjectId.Default, TimeProvider.System, Logs.CreateLogger("test"));
        _catalogs.Add(opened);
        catalog = opened;
        return new CatalogPromptRegistry(opened, ProjectId.Default, TimeProvider.System, () => opened.Status);
    }

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>The files of the folder, without what is hidden.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Where(path => !path.StartsWith('.')).Order(StringComparer.Ordinal);

    /// <summary>Waits until a token has fired.</summary>
    public static async Task FiredAsync(IChangeToken token)
    {
        var fired = new TaskCompletionSource();
        using var registration = token.RegisterChangeCallback(_ => fired.TrySetResult(), null);
        await fired.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        Directory.Delete(Root, recursive: true);
    }
}
