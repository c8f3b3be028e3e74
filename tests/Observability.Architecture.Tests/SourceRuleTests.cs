namespace Observability.Architecture.Tests;

/// <summary>House rules a compiler does not check.</summary>
public sealed class SourceRuleTests
{
    private static readonly string[] ForbiddenSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Misc", "Impl"];

    [Fact]
    public void SourceFile_Length_IsAtMost400Lines()
    {
        var long_ = SourceFiles("src").Where(file => File.ReadLines(file).Count() > 400).Select(Path.GetFileName);

        Assert.Empty(long_);
    }

    [Fact]
    public void TestFile_Length_IsAtMost500Lines()
    {
        var long_ = SourceFiles("tests").Where(file => File.ReadLines(file).Count() > 500).Select(Path.GetFileName);

        Assert.Empty(long_);
    }

    [Fact]
    public void SourceFile_Name_IsNoWordThatSaysNothing()
    {
        var named = SourceFiles("src").Select(Path.GetFileNameWithoutExtension)
            .Where(name => ForbiddenSuffixes.Any(suffix => name!.EndsWith(suffix, StringComparison.Ordinal)));

        Assert.Empty(named);
    }

    [Fact]
    public void SourceFile_Namespace_IsItsFolder()
    {
        var wrong = SourceFiles("src")
            .Select(file => (File: file, Line: File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))))
            .Where(x => x.Line is not null && !IsExpected(x.File, x.Line["namespace ".Length..].TrimEnd(';')))
            .Select(x => $"{Path.GetFileName(x.File)}: {x.Line}");

        Assert.Empty(wrong);
    }

    // Entry points live in `Observability` whatever their package, so that one using is enough.
    private static bool IsExpected(string file, string actual)
    {
        var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(SolutionFolder.Path, "src"), file))!;
        return actual == folder.Replace(Path.DirectorySeparatorChar, '.') || actual == "Observability";
    }

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.GetFiles(Path.Combine(SolutionFolder.Path, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));
}
