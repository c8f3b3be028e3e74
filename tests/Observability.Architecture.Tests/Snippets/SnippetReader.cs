using System.Text.RegularExpressions;

namespace Observability.Architecture.Tests.Snippets;

/// <summary>Finds the blocks of C# in README.md and docs. The comment <c>&lt;!-- not compiled: reason --&gt;</c> right before a block leaves it out.</summary>
internal static partial class SnippetReader
{
    public static IReadOnlyList<Snippet> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SolutionFolder.Path, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(SolutionFolder.Path, "README.md"))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Read(Path.GetRelativePath(SolutionFolder.Path, path).Replace('\\', '/'), File.ReadAllText(path).ReplaceLineEndings("\n"))),
    ];

    public static IEnumerable<Snippet> Read(string file, string document) => Block().Matches(document).Select(block => new Snippet(
        file,
        1 + document.AsSpan(0, block.Groups["code"].Index).Count('\n'),
        block.Groups["code"].Value,
        block.Groups["reason"] is { Success: true, Value: var reason } ? reason.Trim() : null));

    [GeneratedRegex(@"^(?:<!-- not compiled:(?<reason>[^\n]+)-->\n+)?[ ]*```(?:csharp|cs|c\#)\b[^\n]*\n(?<code>.*?)^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Block();
}
