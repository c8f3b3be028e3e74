using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Observability.Architecture.Tests.Snippets;

/// <summary>Compiles snippets against the assemblies of this test, each as the body of an asynchronous method with what <c>Given.cs</c> declares around it.</summary>
internal static partial class SnippetCompiler
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    /// <summary>What is wrong, with document and line; empty when all compile.</summary>
    public static IReadOnlyList<string> ErrorsOf(IEnumerable<Snippet> snippets)
    {
        var given = Path.Combine(SolutionFolder.Path, "tests", "Observability.Architecture.Tests", "Snippets", "Given.cs");
        var compilation = CSharpCompilation.Create(
            "Snippets",
            snippets.Select((snippet, number) => CSharpSyntaxTree.ParseText(Wrap(snippet, number), Parsing)).Append(CSharpSyntaxTree.ParseText(File.ReadAllText(given), Parsing, given)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: false, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Location.GetMappedLineSpan().Path}:{diagnostic.Location.GetMappedLineSpan().StartLinePosition.Line + 1}: {diagnostic.GetMessage(null)}")];
    }

    // The directives of a snippet stand at its head; in its place a blank line keeps the numbers of those after it.
    private static string Wrap(Snippet snippet, int number) => $$"""
        {{string.Join('\n', Using().Matches(snippet.Text).Select(directive => directive.Value))}}
        namespace Snippets.Number{{number}};
        internal static class Snippet
        {
            public static async Task RunAsync()
            {
        #line {{snippet.Line}} "{{snippet.File}}"
        {{Using().Replace(snippet.Text, "")}}
            }
        }
        """;

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex(@"^using [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex Using();
}
