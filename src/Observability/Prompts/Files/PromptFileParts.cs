namespace Observability.Prompts.Files;

/// <summary>The text of a file taken apart.</summary>
/// <param name="Yaml">Its keys: the front matter of a <c>.prompty</c> file, all of a YAML file.</param>
/// <param name="YamlLine">The line of the file that they begin in, from 1.</param>
/// <param name="Body">The body of a <c>.prompty</c> file; null for a YAML file.</param>
internal sealed record PromptFileParts(string Yaml, int YamlLine, string? Body)
{
    private const string Fence = "---\n";

    /// <exception cref="PromptFileException">The file is empty, half written, or not merged.</exception>
    public static PromptFileParts Of(string path, string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        ThrowIfUnmerged(lines);
        if (string.IsNullOrWhiteSpace(lines))
        {
            throw new PromptFileException(0, "The file is empty. Write the prompt, or delete the file.");
        }

        if (PromptFilePath.ExtensionOf(path) != PromptFilePath.Prompty)
        {
            return new PromptFileParts(lines, 1, null);
        }

        var all = lines.Split('\n');
        var open = Array.FindIndex(all, line => !string.IsNullOrWhiteSpace(line));
        if (!IsFence(all[open]))
        {
            return new PromptFileParts("", 1, lines);
        }

        var close = Array.FindIndex(all, open + 1, IsFence);
        if (close < 0)
        {
            throw new PromptFileException(open + 1, "The front matter has no end. Close it with a line \"---\" and write the prompt below.");
        }

        var body = string.Join('\n', all[(close + 1)..]);
        return string.IsNullOrWhiteSpace(body)
            ? throw new PromptFileException(0, "There is no prompt below the front matter. Write it, or delete the file.")
            : new PromptFileParts(string.Concat(all[(open + 1)..close].Select(line => line + "\n")), open + 2, body);
    }

    /// <summary>The text of a file with these keys.</summary>
    public static string Join(string yaml, string? body) => body is null ? yaml : $"{Fence}{yaml}{Fence}{body}";

    private static bool IsFence(string line) => line.StartsWith("---", StringComparison.Ordinal) && line.AsSpan(3).IsWhiteSpace();

    private static void ThrowIfUnmerged(string lines)
    {
        var at = lines.StartsWith("<<<<<<< ", StringComparison.Ordinal) ? 0 : lines.IndexOf("\n<<<<<<< ", StringComparison.Ordinal) + 1;
        if ((at > 0 || lines.StartsWith('<')) && lines.IndexOf("\n>>>>>>> ", at, StringComparison.Ordinal) > 0)
        {
            throw new PromptFileException(lines.AsSpan(0, at).Count('\n') + 1, "The file holds both sides of a git merge. Resolve the conflict.");
        }
    }
}
