using Observability.Architecture.Tests.Snippets;

namespace Observability.Architecture.Tests;

public sealed class DocumentedCodeTests
{
    [Fact]
    public void Snippets_OfTheDocuments_Compile()
    {
        var snippets = SnippetReader.ReadAll();

        var errors = SnippetCompiler.ErrorsOf(snippets.Where(snippet => snippet.OptOut is null));

        Assert.True(snippets.Count >= 20, $"Only {snippets.Count} snippets were found.");
        Assert.True(errors.Count == 0, "What a snippet takes as given is declared in Snippets/Given.cs.\n" + string.Join('\n', errors));
    }

    [Fact]
    public void Snippet_ThatDoesNotCompile_IsNamedWithItsLine()
    {
        const string Document = "# Title\n\n```csharp\nvar text = \"\";\ntext.Nothing();\n```\n\n<!-- not compiled: it shows what is refused -->\n```csharp\nnonsense\n```\n";

        var snippets = SnippetReader.Read("docs/some.md", Document).ToList();

        Assert.Equal([null, "it shows what is refused"], snippets.Select(snippet => snippet.OptOut));
        Assert.StartsWith("docs/some.md:5: ", Assert.Single(SnippetCompiler.ErrorsOf(snippets.Take(1))), StringComparison.Ordinal);
    }
}
