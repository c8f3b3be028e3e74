using System.Buffers;
using System.Globalization;
using System.Text;

namespace Observability.Storage.Query;

/// <summary>Cuts folded text into tokens, the same way for what is stored and what is searched.</summary>
/// <remarks>
/// A token is a run of letters, marks and digits; everything else separates, so <c>order-4711</c> is <c>order</c> and <c>4711</c>. Scripts that
/// are written without spaces, or glue endings to words (Han, kana, Hangul, Thai, Lao, Khmer, Burmese), become pairs of neighbouring
/// characters. Stored text also gives each such character alone, so that a search for one character finds it.
/// </remarks>
internal static class SearchTokenizer
{
    /// <summary>The most characters of a token; longer runs are cut there on both sides.</summary>
    public const int MaxTokenLength = 64;

    // Folding allocates a few times the text: long texts go through in slices, cut between words where there is a blank.
    private const int SliceLength = 16 * 1024;

    private static readonly SearchValues<char> CutAfter = SearchValues.Create(" \n\r\t,.。、，");

    public static void Tokenize<TSink>(ReadOnlySpan<char> text, bool isQuery, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        while (!text.IsEmpty)
        {
            var length = SliceEnd(text);
            TokenizeFolded(SearchFolding.Fold(text[..length]), isQuery, ref sink);
            text = text[length..];
        }
    }

    private static int SliceEnd(ReadOnlySpan<char> text)
    {
        if (text.Length <= SliceLength)
        {
            return text.Length;
        }

        var blank = text[..SliceLength].LastIndexOfAny(CutAfter);
        if (blank > SliceLength / 2)
        {
            return blank + 1;
        }

        return char.IsHighSurrogate(text[SliceLength - 1]) ? SliceLength - 1 : SliceLength;
    }

    private static void TokenizeFolded<TSink>(ReadOnlySpan<char> text, bool isQuery, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        var wordStart = -1;
        var previousPair = -1;
        var pairRun = 0;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            var kind = KindOf(rune);
            if (kind != CharKind.Word && wordStart >= 0)
            {
                AddWord(text[wordStart..i], ref sink);
                wordStart = -1;
            }

            if (kind != CharKind.Pair)
            {
                FlushLonely(text, previousPair, pairRun, i, isQuery, ref sink);
                (previousPair, pairRun) = (-1, 0);
                wordStart = kind == CharKind.Word && wordStart < 0 ? i : wordStart;
            }
            else
            {
                if (!isQuery)
                {
                    sink.Add(text.Slice(i, length));
                }

                if (previousPair >= 0)
                {
                    sink.Add(text[previousPair..(i + length)]);
                }

                previousPair = i;
                pairRun++;
            }

            i += length;
        }

        if (wordStart >= 0)
        {
            AddWord(text[wordStart..], ref sink);
        }

        FlushLonely(text, previousPair, pairRun, text.Length, isQuery, ref sink);
    }

    // A single character of a query has no pair, so it is looked for alone.
    private static void FlushLonely<TSink>(ReadOnlySpan<char> text, int start, int run, int end, bool isQuery, ref TSink sink)
        where TSink : ITokenSink, allows ref struct
    {
        if (isQuery && run == 1)
        {
            sink.Add(text[start..end]);
        }
    }

    private static void AddWord<TSink>(ReadOnlySpan<char> word, ref TSink sink)
        where TSink : ITokenSink, allows ref struct => sink.Add(word.Length > MaxTokenLength ? word[..MaxTokenLength] : word);

    private static CharKind KindOf(Rune rune)
    {
        var value = rune.Value;
        if (value < 128)
        {
            return char.IsAsciiLetterOrDigit((char)value) ? CharKind.Word : CharKind.Separator;
        }

        if (value == Rune.ReplacementChar.Value)
        {
            return CharKind.Separator;
        }

        var isPart = Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherNumber;
        return !isPart ? CharKind.Separator : IsUnspaced(value) ? CharKind.Pair : CharKind.Word;
    }

    private static bool IsUnspaced(int c) => c
        is (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) // Burmese, Khmer
        or (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7FF) // Hangul
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x31FF) // kana, bopomofo
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF); // Han

    private enum CharKind
    {
        Separator = 0,
        Word,
        Pair,
    }
}
