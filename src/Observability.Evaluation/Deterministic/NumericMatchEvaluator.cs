using System.Globalization;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the last number of the answer is the expected one, within a tolerance.</summary>
/// <remarks>
/// Metric <c>numeric-match</c>, true or false: |answer − expected| ≤ max(absolute, relative · |expected|), as in PEP 485 with the expected number as the
/// measure. The last number counts because reasoning comes before the result (as GSM8K is scored, arXiv 2110.14168). Numbers have a decimal point, may
/// group thousands by comma, space or thin space, and may have an exponent.
/// </remarks>
public sealed class NumericMatchEvaluator : DeterministicEvaluator
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
        if (Numbers.Last(subject.OutputText) is not { } answer)
        {
            return [Check(false, "The answer has no number.")];
        }

        foreach (var reference in References(subject))
        {
            var expected = Numbers.Last(reference) ?? throw new EvaluationFailedException($"The expected output '{Short(reference)}' has no number.");
            if (Math.Abs(answer - expected) <= Math.Max(_absolute, _relative * Math.Abs(expected)))
            {
                return [Check(true)];
            }
        }

        return [Check(false, $"Got {answer.ToString(CultureInfo.InvariantCulture)}, expected {Short(References(subject)[0])}.")];
    }
}
