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

        if (!lines.StartsWith(Fence, StringComparison.Ordinal))
        {
            return new PromptFileParts("", 1, lines);
        }

        var closed = lines.AsSpan(Fence.Length).StartsWith(Fence, StringComparison.Ordinal) ? Fence.Length : lines.IndexOf("\n" + Fence, Fence.Length, StringComparison.Ordinal) + 1;
        if (closed <= 0)
        {
            throw new PromptFileException(1, "The front matter has no end, or nothing follows it. Close it with a line \"---\" and write the prompt below.");
        }

        var body = lines[(closed + Fence.Length)..];
        return string.IsNullOrWhiteSpace(body)
            ? throw new PromptFileException(0, "There is no prompt below the front matter. Write it, or delete the file.")
            : new PromptFileParts(lines[Fence.Length..closed], 2, body);
    }

    /// <summary>The text of a file with these keys.</summary>
    public static string Join(string yaml, string? body) => body is null ? yaml : $"{Fence}{yaml}{Fence}{body}";

    private static void ThrowIfUnmerged(string lines)
    {
        var at = lines.StartsWith("<<<<<<< ", StringComparison.Ordinal) ? 0 : lines.IndexOf("\n<<<<<<< ", StringComparison.Ordinal) + 1;
        if ((at > 0 || lines.StartsWith('<')) && lines.IndexOf("\n>>>>>>> ", at, StringComparison.Ordinal) > 0)
        {
            throw new PromptFileException(lines.AsSpan(0, at).Count('\n') + 1, "The file holds both sides of a git merge. Resolve the conflict.");
        }
    }
}
