using System.Globalization;
using System.Text;

namespace Observability.Storage.Query;

/// <summary>
/// Folds text so that the ways to write the same word are one: case, compatibility forms and full width (NFKD), Latin, Greek and Cyrillic
/// diacritics, Hebrew points, Arabic harakat, tatweel and the variants of alef, ya, kaf and ta marbuta, and digits of any script.
/// </summary>
/// <remarks>Marks that change the word (kana voicing, Indic and Thai vowel signs) stay.</remarks>
internal static class SearchFolding
{
    /// <summary>Folds text; ASCII text is only lower-cased.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return string.Create(text.Length, text, static (span, source) => System.Text.Ascii.ToLower(source, span, out _));
        }

        var decomposed = Repair(text).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            Append(folded, rune);
        }

        // Puts kana with their voicing marks and Hangul syllables together again.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Normalize throws on lone surrogates.
    private static string Repair(ReadOnlySpan<char> text)
    {
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune.ToString());
        }

        return repaired.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        if (IsDroppedMark(rune.Value))
        {
            return;
        }

        if (rune.Value > 127 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber)
        {
            folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            return;
        }

        var lower = Rune.ToLowerInvariant(rune);
        switch (lower.Value)
        {
            case 'ß': folded.Append("ss"); break;
            case 'æ': folded.Append("ae"); break;
            case 'œ': folded.Append("oe"); break;
            case 'þ': folded.Append("th"); break;
            case 'ø': folded.Append('o'); break;
            case 'ł': folded.Append('l'); break;
            case 'đ' or 'ð': folded.Append('d'); break;
            case 'ı': folded.Append('i'); break;
            case 'ς': folded.Append('σ'); break;
            case 0x0671: folded.Append('\u0627'); break; // alef wasla -> alef
            case 0x0649 or 0x06CC: folded.Append('\u064A'); break; // alef maksura, Farsi ya -> ya
            case 0x06A9: folded.Append('\u0643'); break; // keheh -> kaf
            case 0x0629 or 0x06C1: folded.Append('\u0647'); break; // ta marbuta, heh goal -> ha
            default: folded.Append(lower.ToString()); break;
        }
    }

    private static bool IsDroppedMark(int c) => c
        is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F)
        or (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7
        or 0x0640 or (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670 or (>= 0x06D6 and <= 0x06ED) or (>= 0x08CA and <= 0x08FF)
        or 0x00AD or (>= 0x200B and <= 0x200F) or 0x2060 or 0xFEFF;
}
