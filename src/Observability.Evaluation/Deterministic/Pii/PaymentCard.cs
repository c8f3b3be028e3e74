namespace Observability.Evaluation.Deterministic.Pii;

/// <summary>Whether digits are the number of a payment card.</summary>
internal static class PaymentCard
{
    /// <summary>A known beginning with its lengths, and Luhn's checksum (ISO/IEC 7812-1).</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[19];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = c - '0';
            }
        }

        digits = digits[..count];
        return count >= 13 && HasKnownBeginning(digits) && Luhn(digits);
    }

    private static bool HasKnownBeginning(ReadOnlySpan<int> digits)
    {
        var four = (digits[0] * 1000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return four switch
        {
            >= 4000 and <= 4999 => digits.Length is 13 or 16 or 19,
            >= 5100 and <= 5599 or >= 2221 and <= 2720 => digits.Length is 16,
            (>= 3400 and <= 3499) or (>= 3700 and <= 3799) => digits.Length is 15,
            (>= 3000 and <= 3059) or (>= 3600 and <= 3699) or (>= 3800 and <= 3899) => digits.Length is >= 14,
            >= 3528 and <= 3589 => digits.Length is >= 16,
            >= 6000 and <= 6999 => digits.Length is >= 16,
            _ => false,
        };
    }

    private static bool Luhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
