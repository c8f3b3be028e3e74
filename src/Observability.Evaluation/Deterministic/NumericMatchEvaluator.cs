using System.Globalization;
using System.Text.RegularExpressions;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the last number of the answer is the expected one, within a tolerance.</summary>
/// <remarks>
/// Metric <c>numeric-match</c>, true or false: |answer − expected| ≤ max(absolute, relative · |expected|), as in PEP 485 with the expected number as the
/// measure. The last number counts because reasoning comes before the result (as GSM8K is scored, arXiv 2110.14168). Numbers have a decimal point, may
/// group thousands by comma, space or thin space, and may have an exponent.
/// </remarks>
public sealed partial class NumericMatchEvaluator : DeterministicEvaluator
{
    private readonly double _absolute;
    private readonly double _relative;

    /// <summary>Creates it.</summary>
    /// <param name="absolute">The largest difference that does not count.</param>
    /// <param name="relative">The largest difference that does not count, as a share of the expected number.</param>
    public NumericMatchEvaluator(double absolute = 1e-9, double relative = 0)
        : base("numeric-match", "numeric-match")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(absolute);
        ArgumentOutOfRangeException.ThrowIfNegative(relative);
        _absolute = absolute;
        _relative = relative;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        if (Last(subject.OutputText) is not { } answer)
        {
            return [Check(false, "The answer has no number.")];
        }

        foreach (var reference in References(subject))
        {
            var expected = Last(reference) ?? throw new EvaluationFailedException($"The expected output '{Short(reference)}' has no number.");
            if (Math.Abs(answer - expected) <= Math.Max(_absolute, _relative * Math.Abs(expected)))
            {
                return [Check(true)];
            }
        }

        return [Check(false, $"Got {answer.ToString(CultureInfo.InvariantCulture)}, expected {Short(References(subject)[0])}.")];
    }

    internal static double? Last(string text)
    {
        double? last = null;
        Span<char> digits = stackalloc char[64];
        foreach (var match in Number().EnumerateMatches(text))
        {
            var length = 0;
            foreach (var c in text.AsSpan(match.Index, match.Length))
            {
                if (length < digits.Length && c is not (',' or ' ' or '\u00A0' or '\u2009' or '\u202F'))
                {
                    digits[length++] = c == '−' ? '-' : c;
                }
            }

            last = double.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : last;
        }

        return last;
    }

    [GeneratedRegex(@"(?:(?<![\w.)])[-+−])?(?:[0-9]{1,3}(?:[, \u00A0\u2009\u202F][0-9]{3})+(?![0-9])|[0-9]+)?(?:(?<=[0-9])\.[0-9]+|(?<![0-9.])\.[0-9]+|(?<=[0-9]))(?:[eE][-+]?[0-9]{1,3})?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
