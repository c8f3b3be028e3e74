using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>A parsed search: matches an observation whose input and output contain all its tokens.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SearchQuery
{
    /// <summary>The most characters that are looked at.</summary>
    public const int MaxLength = 1000;

    private SearchQuery(ulong[] tokenHashes) => TokenHashes = tokenHashes;

    /// <summary>The distinct tokens, as <see cref="TokenHashSet.HashOf"/> of each; empty when the text has none, and then nothing matches.</summary>
    public IReadOnlyList<ulong> TokenHashes { get; }

    /// <summary>Parses a search; null when the text is null or blank, which is no search.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MaxLength"/>.</exception>
    public static SearchQuery? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"The search text has {text.Length} characters. Give at most {MaxLength}.", nameof(text));
        }

        var tokens = new TokenHashSet();
        SearchTokenizer.Tokenize(text, isQuery: true, ref tokens);
        return new SearchQuery([.. tokens.Hashes]);
    }

    /// <summary>Whether the payloads of one observation contain all tokens.</summary>
    public bool Matches(Payload? input, Payload? output)
    {
        if (TokenHashes.Count == 0 || (input is null && output is null))
        {
            return false;
        }

        var missing = new MissingTokens([.. TokenHashes]);
        PayloadText.Tokenize(input, ref missing);
        PayloadText.Tokenize(output, ref missing);
        return missing.IsEmpty;
    }

    private readonly struct MissingTokens(HashSet<ulong> hashes) : ITokenSink
    {
        public bool IsEmpty => hashes.Count == 0;

        public void Add(ReadOnlySpan<char> token)
        {
            if (hashes.Count > 0)
            {
                hashes.Remove(TokenHashSet.HashOf(token));
            }
        }
    }
}
