using System.IO.Hashing;
using System.Text;

namespace Observability.Prompts.Files;

/// <summary>The files of one prompt taken together.</summary>
internal sealed class FolderPrompt
{
    private FolderPrompt(string name, SortedDictionary<int, PromptFile> versions, List<PromptProblem> problems)
    {
        Name = name;
        Versions = versions;
        ImpliesLabels = versions.Values.All(file => file.Values.Labels is null);
        Labels = ImpliesLabels ? new Dictionary<string, int> { [PromptLabel.Production.Value] = versions.Keys.Last() } : LabelsOf(versions, problems);
        Splits = SplitsOf(versions, Labels, problems);
        Tags = versions.Values.Last().Values.Tags ?? [];
        Revision = RevisionOf(versions.Values);
    }

    public string Name { get; }

    public IReadOnlyDictionary<int, PromptFile> Versions { get; }

    /// <summary>Whether no file says anything about labels, so that <c>production</c> is at the newest version.</summary>
    public bool ImpliesLabels { get; }

    public IReadOnlyDictionary<string, int> Labels { get; }

    public IReadOnlyDictionary<string, PromptArm[]> Splits { get; }

    public IReadOnlyList<string> Tags { get; }

    /// <summary>The hash of the files, above 0: it is the same in every process and changes with every change.</summary>
    public long Revision { get; }

    /// <summary>Puts the files of a prompt together and says which do not fit.</summary>
    public static FolderPrompt Of(string name, IEnumerable<PromptFile> files, List<PromptProblem> problems)
    {
        var versions = new SortedDictionary<int, PromptFile>();
        foreach (var file in files.OrderBy(file => file.Version).ThenBy(file => file.Path, StringComparer.Ordinal))
        {
            if (versions.TryGetValue(file.Version, out var other))
            {
                problems.Add(new PromptProblem(file.Path, 0, $"The file is version {file.Version} of prompt '{name}', and so is '{other.Path}', which is served. Rename this one to '{PromptFilePath.Of(name, versions.Keys.Last() + 1, PromptFilePath.ExtensionOf(file.Path))}' or delete it.", name));
            }
            else if (versions.Count > 0 && versions.Values.First().Values.Content.Type != file.Values.Content.Type)
            {
                problems.Add(new PromptProblem(file.Path, 0, $"The versions of a prompt are all texts or all chats, and '{versions.Values.First().Path}' is a {(file.Values.Content.Type == PromptType.Text ? "chat" : "text")}. Give this one another name.", name));
            }
            else
            {
                versions.Add(file.Version, file);
            }
        }

        return new FolderPrompt(name, versions, problems);
    }

    private static Dictionary<string, int> LabelsOf(SortedDictionary<int, PromptFile> versions, List<PromptProblem> problems)
    {
        var labels = new Dictionary<string, int>();
        foreach (var (version, file) in versions)
        {
            foreach (var label in file.Values.Labels ?? [])
            {
                if (labels.TryGetValue(label, out var lower))
                {
                    problems.Add(new PromptProblem(versions[lower].Path, 0, $"Label '{label}' is at version {version} too, which has it. Take it from this file.", file.Name));
                }

                labels[label] = version;
            }
        }

        return labels;
    }

    private static Dictionary<string, PromptArm[]> SplitsOf(SortedDictionary<int, PromptFile> versions, IReadOnlyDictionary<string, int> labels, List<PromptProblem> problems)
    {
        var splits = new Dictionary<string, PromptArm[]>();
        foreach (var (version, file) in versions)
        {
            foreach (var (label, arms) in file.Values.Splits)
            {
                if (labels.TryGetValue(label, out var own) && own == version && arms.All(arm => arm.Version != version && versions.ContainsKey(arm.Version)))
                {
                    splits[label] = arms;
                }
                else
                {
                    problems.Add(new PromptProblem(file.Path, 0, $"Label '{label}' is not split: it is not at this version, or a version of the split is not there. Correct 'splits'.", file.Name));
                }
            }
        }

        return splits;
    }

    private static long RevisionOf(IEnumerable<PromptFile> files)
    {
        var hash = new XxHash3();
        foreach (var file in files)
        {
            hash.Append(Encoding.UTF8.GetBytes(file.Path));
            hash.Append(BitConverter.GetBytes(file.Hash));
        }

        return Math.Max(1, (long)(hash.GetCurrentHashAsUInt64() & long.MaxValue));
    }
}
