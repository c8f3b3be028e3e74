using System.Buffers;
using System.Globalization;
using System.Text;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Cuts text into hashed tokens, in the ways the metrics' authors cut it.</summary>
internal static class WordTokens
{
    /// <summary>
    /// BLEU's and GLEU's: the rules of mteval-v13a (punctuation is a token by itself, except a point or comma between digits and an
    /// apostrophe or hyphen inside a word), and each Chinese or Japanese character by itself.
    /// </summary>
    public static ulong[] Mteval(string text, bool ignoreCase) => Cut(text, ignoreCase, Rule.Mteval);

    /// <summary>ROUGE's: runs of letters and digits in lower case, and each Chinese or Japanese character by itself.</summary>
    public static ulong[] Rouge(string text) => Cut(text, lower: true, Rule.Words);

    /// <summary>SQuAD's: in lower case, without punctuation and the articles a, an, the, cut at white space.</summary>
    public static ulong[] Squad(string text) => Cut(text, lower: true, Rule.Squad);

    private static ulong[] Cut(string text, bool lower, Rule rule)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(text.Length, 1));
        try
        {
            var chars = buffer.AsSpan(0, text.Length);
            if (lower)
            {
                text.AsSpan().ToLowerInvariant(chars);
            }
            else
            {
                text.CopyTo(chars);
            }

            if (rule is Rule.Squad)
            {
                chars = WithoutPunctuation(chars);
            }

            var tokens = new List<ulong>((chars.Length / 5) + 1);
            Cut(chars, rule, tokens);
            return [.. tokens];
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static void Cut(ReadOnlySpan<char> text, Rule rule, List<ulong> tokens)
    {
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            if (Belongs(text, i, rune, rule))
            {
                start = start < 0 ? i : start;
            }
            else
            {
                Add(text, start, i, rule, tokens);
                start = -1;
                if (!Rune.IsWhiteSpace(rune) && (rule is Rule.Mteval || IsIdeograph(rune)))
                {
                    tokens.Add(TokenHash.Of(text.Slice(i, length)));
                }
            }

            i += length;
        }

        Add(text, start, text.Length, rule, tokens);
    }

    private static void Add(ReadOnlySpan<char> text, int start, int end, Rule rule, List<ulong> tokens)
    {
        if (start < 0)
        {
            return;
        }

        var token = text[start..end];
        if (rule is not Rule.Squad || token is not ("a" or "an" or "the"))
        {
            tokens.Add(TokenHash.Of(token));
        }
    }

    /// <summary>Whether a character continues a token rather than ending it.</summary>
    private static bool Belongs(ReadOnlySpan<char> text, int index, Rune rune, Rule rule)
    {
        if (IsIdeograph(rune) || Rune.IsWhiteSpace(rune))
        {
            return false;
        }

        return rule switch
        {
            Rule.Squad => true,
            Rule.Words => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark,
            _ => rune.Value switch
            {
                '\'' => true,
                '-' => !IsDigit(text, index - 1),
                '.' or ',' => IsDigit(text, index - 1) && IsDigit(text, index + 1),
                _ => !Rune.IsPunctuation(rune) && !Rune.IsSymbol(rune),
            },
        };
    }

    // SQuAD's own script deletes punctuation before it cuts, so that "it's" is one word, "its".
    private static Span<char> WithoutPunctuation(Span<char> chars)
    {
        var length = 0;
        foreach (var c in chars)
        {
            if (!char.IsPunctuation(c) && !(char.IsAscii(c) && char.IsSymbol(c)))
            {
                chars[length++] = c;
            }
        }

        return chars[..length];
    }

    private static bool IsDigit(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsAsciiDigit(text[index]);

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private enum Rule
    {
        Mteval,
        Words,
        Squad,
    }
}
