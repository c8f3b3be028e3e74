using System.Text.RegularExpressions;

namespace Observability.Architecture.Tests;

/// <summary>docs/security.md names a test for every defence; they must exist.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public async Task Defence_OfEveryAttack_NamesTestsThatExist()
    {
        var rows = (await File.ReadAllLinesAsync(Path.Combine(SolutionFolder.Path, "docs", "security.md"), TestContext.Current.CancellationToken))
            .SkipWhile(line => !line.StartsWith("| attack |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        var methodsByClass = await MethodsByClassAsync();
        List<string> wrong = [];

        foreach (var row in rows)
        {
            var names = Code().Matches(row.Split('|')[^2]).Select(match => match.Groups["code"].Value).ToList();
            wrong.AddRange(names.Count == 0 ? [$"No test in: {row}"] : names.Where(name => !Exists(name, methodsByClass)).Select(name => $"There is no test {name}."));
        }

        Assert.True(rows.Count > 20, $"Only {rows.Count} attacks were found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary><c>Class</c>, <c>Class.Method</c>, or <c>Class.Begin_…</c> for every method that begins so.</summary>
    private static bool Exists(string name, Dictionary<string, HashSet<string>> methodsByClass)
    {
        var parts = name.Split('.');
        return methodsByClass.TryGetValue(parts[0], out var methods)
            && (parts.Length == 1 || methods.Any(method => parts[1].EndsWith('…') ? method.StartsWith(parts[1][..^1], StringComparison.Ordinal) : method == parts[1]));
    }

    private static async Task<Dictionary<string, HashSet<string>>> MethodsByClassAsync()
    {
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SolutionFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"))
            {
                continue;
            }

            var source = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            if (Class().Match(source) is { Success: true } match)
            {
                found.TryAdd(match.Groups["name"].Value, new HashSet<string>(StringComparer.Ordinal));
                found[match.Groups["name"].Value].UnionWith(Test().Matches(source).Select(test => test.Groups["name"].Value));
            }
        }

        return found;
    }

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^public (?:sealed |abstract )?(?:partial )?class (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    (?:public|internal) (?:async Task|Task|void) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();
}
