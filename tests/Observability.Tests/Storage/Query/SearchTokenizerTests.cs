using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Tests.Storage.Query;

public sealed class SearchTokenizerTests
{
    [Fact]
    public void Tokenize_MixedScripts_GivesWordsPairsAndNumbers()
    {
        Assert.Equal(["gpt", "4o", "天", "气", "天气", "cafe", "12"], Tokens("GPT-4o: 天气, Café ١٢", isQuery: false));
        Assert.Equal(["gpt", "4o", "天气", "cafe", "12"], Tokens("GPT-4o: 天气, Café ١٢", isQuery: true));
        Assert.Equal(["天", "東京", "京都"], Tokens("天 東京都", isQuery: true));
    }

    [Fact]
    public void Tokenize_RunsLongerThanTheBound_AreCut()
    {
        Assert.Equal([new string('x', SearchTokenizer.MaxTokenLength)], Tokens(new string('X', 5000), isQuery: false));
    }

    [Fact]
    public void Tokenize_SupplementaryHan_IsNotTornApart()
    {
        Assert.Equal(["𠮷", "野", "𠮷野", "家", "野家"], Tokens("𠮷野家", isQuery: false));
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(ScriptsArbitrary)])]
    public bool Search_AnyTextForItself_IsFound(ScriptText text)
    {
        var query = SearchQuery.Parse(text.Value);

        return query is null || query.TokenHashes.Count == 0 || query.Matches(Payload.FromText("before " + text.Value + " after"), null);
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(ScriptsArbitrary)])]
    public bool Fold_FoldedText_StaysAsItIs(ScriptText text)
    {
        var once = SearchFolding.Fold(text.Value);

        return SearchFolding.Fold(once) == once;
    }

    private static List<string> Tokens(string text, bool isQuery)
    {
        var sink = new CollectingSink();
        SearchTokenizer.Tokenize(text, isQuery, ref sink);
        return sink.Tokens;
    }

    public sealed record ScriptText(string Value);

    private static class ScriptsArbitrary
    {
        // Letters, marks and separators of many scripts, half surrogates included.
        private const string Alphabet = "aZ9 .-_éßİıŁﬁｱﾞガかが天气東京一𠮷한글กรุงเทمَرةىأـ٤שָהΑΣςПйñ😀\uD83D\uDE00\u0301\u3099\uFFFD";

        public static Arbitrary<ScriptText> Texts() =>
            Gen.Elements(Alphabet.ToCharArray()).ListOf().Select(chars => new ScriptText(string.Concat(chars.Take(900)))).ToArbitrary();
    }

    private readonly struct CollectingSink() : ITokenSink
    {
        public List<string> Tokens { get; } = [];

        public void Add(ReadOnlySpan<char> token) => Tokens.Add(token.ToString());
    }
}
