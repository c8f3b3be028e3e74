using System.Collections.Frozen;

namespace Observability.Evaluation.Deterministic.Pii;

/// <summary>Finds international bank account numbers.</summary>
internal static class Iban
{
    /// <summary>The length by country (SWIFT's IBAN registry, ISO 13616).</summary>
    private static readonly FrozenDictionary<string, int> Lengths = Parse(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 "
        + "GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 "
        + "NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    public static void Find(string text, List<PiiMatch> found)
    {
        Span<char> compact = stackalloc char[34];
        var lengths = Lengths.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i + 15 <= text.Length; i++)
        {
            if (char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterUpper(text[i + 1]) && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3])
                && (i == 0 || !char.IsLetterOrDigit(text[i - 1]))
                && lengths.TryGetValue(text.AsSpan(i, 2), out var length)
                && Read(text, i, compact[..length]) is var end and > 0
                && Mod97(compact[..length]) == 1)
            {
                found.Add(new PiiMatch(PiiKinds.Iban, i, end - i));
                i = end - 1;
            }
        }
    }

    /// <summary>Fills <paramref name="into"/> from letters and digits, over single spaces; the end, or 0 when the text ends, breaks off or goes on.</summary>
    private static int Read(string text, int start, Span<char> into)
    {
        var count = 0;
        var i = start;
        for (; i < text.Length && count < into.Length; i++)
        {
            if (char.IsAsciiLetterUpper(text[i]) || char.IsAsciiDigit(text[i]))
            {
                into[count++] = text[i];
            }
            else if (text[i] is not (' ' or '-') || text[i - 1] is ' ' or '-')
            {
                return 0;
            }
        }

        return count == into.Length && (i == text.Length || !char.IsLetterOrDigit(text[i])) ? i : 0;
    }

    /// <summary>ISO 7064 mod 97-10 over the number with its first four characters moved to the end, letters as 10 to 35.</summary>
    private static int Mod97(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit(c)
                ? ((remainder * 10) + (c - '0')) % 97
                : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder;
    }

    private static FrozenDictionary<string, int> Parse(string table) => table.Split(' ').ToFrozenDictionary(
        entry => entry[..2], entry => int.Parse(entry[2..], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
