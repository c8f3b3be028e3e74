using System.Globalization;

namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Finds numbers in text: a decimal point, thousands grouped by comma, space or thin space, an exponent.</summary>
internal static class Numbers
{
    /// <summary>The last number; null when there is none.</summary>
    public static double? Last(ReadOnlySpan<char> text)
    {
        double? last = null;
        Span<char> digits = stackalloc char[64];
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text[i]) && !(text[i] == '.' && IsDigit(text, i + 1) && !IsDigit(text, i - 1)))
            {
                i++;
                continue;
            }

            var length = 0;
            if (IsSigned(text, i))
            {
                Append(digits, ref length, '-');
            }

            i = Read(text, i, digits, ref length);
            last = length < digits.Length && double.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : last;
        }

        return last;
    }

    /// <summary>Reads one number from <paramref name="start"/>; returns where it ends.</summary>
    private static int Read(ReadOnlySpan<char> text, int start, Span<char> digits, ref int length)
    {
        var i = start;
        var groups = 0;
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                Append(digits, ref length, text[i++]);
            }
            else if (IsSeparator(text[i]) && i > start && (groups > 0 || i - start <= 3) && IsGroup(text, i + 1))
            {
                groups++;
                i++;
                for (var end = i + 3; i < end; i++)
                {
                    Append(digits, ref length, text[i]);
                }
            }
            else
            {
                break;
            }
        }

        if (i < text.Length && text[i] == '.' && IsDigit(text, i + 1))
        {
            Append(digits, ref length, text[i++]);
            i = ReadDigits(text, i, digits, ref length);
        }

        if (i < text.Length && text[i] is 'e' or 'E' && (IsDigit(text, i + 1) || (i + 1 < text.Length && text[i + 1] is '+' or '-' && IsDigit(text, i + 2))))
        {
            Append(digits, ref length, text[i++]);
            Append(digits, ref length, text[i++]);
            i = ReadDigits(text, i, digits, ref length);
        }

        return i;
    }

    private static int ReadDigits(ReadOnlySpan<char> text, int i, Span<char> digits, ref int length)
    {
        for (; IsDigit(text, i); i++)
        {
            Append(digits, ref length, text[i]);
        }

        return i;
    }

    // A hyphen between words or numbers is none: "3-5", "gpt-4".
    private static bool IsSigned(ReadOnlySpan<char> text, int start) =>
        start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !(char.IsLetterOrDigit(text[start - 2]) || text[start - 2] is '_' or '.' or ')'));

    private static bool IsSeparator(char c) => c is ',' or ' ' or '\u00A0' or '\u2009' or '\u202F';

    private static bool IsGroup(ReadOnlySpan<char> text, int index) =>
        IsDigit(text, index) && IsDigit(text, index + 1) && IsDigit(text, index + 2) && !IsDigit(text, index + 3);

    private static bool IsDigit(ReadOnlySpan<char> text, int index) => (uint)index < (uint)text.Length && char.IsAsciiDigit(text[index]);

    private static void Append(Span<char> digits, ref int length, char c)
    {
        if (length < digits.Length)
        {
            digits[length++] = c;
        }
    }
}
