using System.Text.RegularExpressions;

namespace Observability.Prompts.Templates;

/// <summary>Finds the variables of a Handlebars template: the roots of paths outside of blocks that change what paths start from.</summary>
internal static partial class HandlebarsVariables
{
    private static readonly HashSet<string> Helpers = new(StringComparer.Ordinal) { "if", "unless", "each", "with", "lookup", "log" };
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "else", "this", "true", "false", "null", "undefined", "as" };

    public static IReadOnlyList<string> Of(string text)
    {
        var variables = new List<string>();
        var blocks = new Stack<bool>();
        foreach (Match tag in Tags().Matches(text))
        {
            var inner = tag.Groups["inner"].Value.Trim().TrimStart('&').TrimStart();
            if (inner is "" or [('!' or '>'), ..])
            {
                continue;
            }

            if (inner[0] == '/')
            {
                blocks.TryPop(out _);
                continue;
            }

            var isBlock = inner[0] is '#' or '^' && inner.Length > 1;
            var tokens = Tokens().Matches(isBlock ? inner[1..] : inner).Select(match => match.Value).ToList();
            var depth = blocks.Count(changes => changes);
            AddAll(variables, tokens, isBlock, depth);
            if (isBlock)
            {
                blocks.Push(tokens.FirstOrDefault() is "each" or "with" || (tokens.Count == 1 && !Helpers.Contains(tokens[0])));
            }
        }

        return [.. variables.Distinct(StringComparer.Ordinal)];
    }

    private static void AddAll(List<string> variables, List<string> tokens, bool isBlock, int depth)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var isHelper = i == 0 && (Helpers.Contains(token) || (tokens.Count > 1 && !isBlock && token != "else"));
            if (token == "as" && i > 0)
            {
                return;
            }

            if (!isHelper && !Helpers.Contains(token) && RootOf(token, depth) is { } root)
            {
                variables.Add(root);
            }
        }
    }

    /// <summary>The variable a path starts from; null when it is none: a literal, a word, data, or a member of what a block is about.</summary>
    private static string? RootOf(string path, int depth)
    {
        while (path.StartsWith("../", StringComparison.Ordinal))
        {
            path = path[3..];
            depth--;
        }

        var root = Root().Match(path);
        return depth <= 0 && root.Success && !Words.Contains(root.Value) ? root.Value : null;
    }

    [GeneratedRegex(@"\{\{\{?~?(?<inner>(?:""[^""]*""|'[^']*'|[^{}])*?)~?\}?\}\}", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"""[^""]*""|'[^']*'|[^\s()=|]+(?==)?")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{N}_$-]*")]
    private static partial Regex Root();
}
