using System.IO.Hashing;
using System.Text.Json;
using Observability.Model;
using Observability.Prompts.Catalog;

namespace Observability.Prompts.Files;

/// <summary>What the files of the folder say, read anew where they changed. Not thread-safe.</summary>
internal sealed class PromptFolder(PromptDirectory directory, TimeProvider time)
{
    /// <summary>The file of what is about all prompts.</summary>
    public const string SettingsPath = ".prompts.yaml";

    private const string ProtectedLabelsKey = "protectedLabels";

    private Dictionary<string, LoadedFile> _files = [];
    private List<PromptProblem> _outside = [];
    private ulong _settings;

    public IReadOnlyDictionary<string, FolderPrompt> Prompts { get; private set; } = new Dictionary<string, FolderPrompt>();

    public IReadOnlyList<PromptProblem> Problems { get; private set; } = [];

    public IReadOnlyList<string> ProtectedLabels { get; private set; } = [];

    public int FileCount => _files.Count;

    /// <summary>Reads what changed. What cannot be read stays as it was, and is a problem.</summary>
    /// <returns>The names of the prompts that are others now; null when nothing at all is another.</returns>
    public IReadOnlyList<string>? Load()
    {
        var problems = new List<PromptProblem>();
        var filesBefore = _files;
        try
        {
            var (found, notFound) = directory.List();
            problems.AddRange(notFound);
            _files = found.Select(Refresh).OfType<LoadedFile>().ToDictionary(file => file.Found.Path);
            LoadSettings(problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PromptProblem(directory.Root, 0, directory.Exists
                ? $"The folder of prompts cannot be read: {exception.Message}"
                : "The folder of prompts is not there. Make it, or correct LlmObservability:PromptFiles."));
        }

        if (problems.SequenceEqual(_outside) && _files.Count == filesBefore.Count && _files.All(file => filesBefore.TryGetValue(file.Key, out var old) && file.Value.IsSameAs(old)))
        {
            return null;
        }

        _outside = [.. problems];
        problems.AddRange(_files.Values.Select(file => file.Problem).OfType<PromptProblem>());
        var before = Prompts;
        Prompts = WithoutCollisions(problems).GroupBy(file => file.Name).ToDictionary(group => group.Key, group => FolderPrompt.Of(group.Key, group, problems));
        Problems = [.. problems.OrderBy(problem => problem.Path, StringComparer.Ordinal)];
        return [.. before.Keys.Union(Prompts.Keys).Where(name => before.GetValueOrDefault(name)?.Revision != Prompts.GetValueOrDefault(name)?.Revision).Order(StringComparer.Ordinal)];
    }

    /// <summary>Why a file may not be written; null when it may.</summary>
    public string? ObstacleOf(string path)
    {
        if (_files.TryGetValue(path, out var file))
        {
            return file.Problem is { } problem ? $"'{path}' must be corrected first: {problem.Message}" : null;
        }

        var collisions = new PathCollisions();
        foreach (var other in _files.Keys)
        {
            collisions.Add(other);
        }

        return directory.Find(path) is not null ? $"there is a file '{path}' that is not served. Correct or delete it."
            : collisions.Add(path) is { } taken ? $"its file '{path}' and '{taken}' are the same to Windows and macOS. Give it another name."
            : _files.Count >= PromptDirectory.MaxFiles ? $"the folder has {PromptDirectory.MaxFiles} files already. Delete some."
            : null;
    }

    /// <summary>The text of the settings.</summary>
    public static string SettingsOf(IReadOnlyList<string> protectedLabels) => YamlWriter.Entry(ProtectedLabelsKey, JsonSerializer.SerializeToElement(protectedLabels));

    private LoadedFile? Refresh(FoundFile found)
    {
        var old = _files.GetValueOrDefault(found.Path);
        if (old?.IsCurrent(found) == true)
        {
            return old;
        }

        var readAt = time.GetUtcNow();
        ulong hash = 0;
        string? name = null;
        try
        {
            var (prompt, version) = PromptFilePath.Parse(found.Path);
            name = prompt.Value;
            var bytes = directory.Read(found.Path);
            hash = XxHash3.HashToUInt64(bytes);
            if (old is not null && old.Hash == hash)
            {
                return old with { Found = found, ReadAt = readAt };
            }

            return new LoadedFile(found, readAt, hash, FileOf(found, prompt, version, PromptDirectory.Decode(bytes), hash), null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is PromptFileException or PromptException or IOException or UnauthorizedAccessException)
        {
            return new LoadedFile(found, readAt, hash, old?.Good, new PromptProblem(found.Path, (exception as PromptFileException)?.Line ?? 0, exception.Message, name));
        }
    }

    private static PromptFile FileOf(FoundFile found, PromptName name, int? numbered, string text, ulong hash)
    {
        var values = PromptFileReader.Read(found.Path, text);
        if (numbered is { } number && values.Version is { } said && said != number)
        {
            throw new PromptFileException(0, $"The file is version {number} by its name and {said} by the key 'version'. Take the key away.");
        }

        var version = numbered ?? values.Version ?? 1;
        TemplateCheck.ThrowIfInvalid(new PromptVersion { Id = new PromptId("file"), Name = name, Version = version, Content = values.Content, Config = Payload.Parse(JsonText.Of(values.Config)) });
        return new PromptFile(found.Path, name.Value, version, values, text, hash, new DateTimeOffset(found.WrittenAt, TimeSpan.Zero));
    }

    private List<PromptFile> WithoutCollisions(List<PromptProblem> problems)
    {
        var collisions = new PathCollisions();
        var files = new List<PromptFile>();
        foreach (var file in _files.Values.OrderBy(file => file.Found.Path, StringComparer.Ordinal))
        {
            if (collisions.Add(file.Found.Path) is { } other)
            {
                problems.Add(new PromptProblem(file.Found.Path, 0, $"The file and '{other}', which is served, are the same to Windows and macOS. Rename one.", file.Good?.Name));
            }
            else if (file.Good is { } good)
            {
                files.Add(good);
            }
        }

        return files;
    }

    private void LoadSettings(List<PromptProblem> problems)
    {
        try
        {
            var bytes = directory.Find(SettingsPath) is null ? [] : directory.Read(SettingsPath);
            var hash = XxHash3.HashToUInt64(bytes);
            if (hash == _settings)
            {
                return;
            }

            var labels = YamlReader.Read(PromptDirectory.Decode(bytes), 1).FirstOrDefault(entry => entry.Key == ProtectedLabelsKey).Value;
            ProtectedLabels = labels.ValueKind == JsonValueKind.Array ? [.. labels.EnumerateArray().Select(label => new PromptLabel(label.GetString()!).Value)] : [];
            _settings = hash;
        }
        catch (Exception exception) when (exception is PromptFileException or ArgumentException or InvalidOperationException)
        {
            problems.Add(new PromptProblem(SettingsPath, (exception as PromptFileException)?.Line ?? 0, exception.Message));
        }
    }
}
