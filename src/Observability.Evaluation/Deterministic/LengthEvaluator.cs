using System.Globalization;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>How long the answer is, and whether it is within bounds.</summary>
/// <remarks>Metric <c>length</c>: a count in [0, ∞), passed when within the bounds, no opinion when there are none.</remarks>
public sealed class LengthEvaluator : DeterministicEvaluator
{
    private readonly int? _min;
    private readonly int? _max;
    private readonly LengthUnit _unit;

    /// <summary>Creates it.</summary>
    /// <param name="min">The least length that passes.</param>
    /// <param name="max">The greatest length that passes.</param>
    /// <param name="unit">What it is counted in.</param>
    public LengthEvaluator(int? min = null, int? max = null, LengthUnit unit = LengthUnit.Words)
        : base("length", "length")
    {
        if (min > max)
        {
            throw new ArgumentOutOfRangeException(nameof(min), min, $"The least length is greater than the greatest, {max}.");
        }

        _min = min;
        _max = max;
        _unit = unit;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var text = subject.OutputText;
        var length = _unit switch
        {
            LengthUnit.Words => WordTokens.Rouge(text).Length,
            LengthUnit.Characters => new StringInfo(text).LengthInTextElements,
            _ => Sentences(text),
        };
        bool? passed = _min is null && _max is null ? null : !(length < _min) && !(length > _max);
        return [EvaluatorScore.Of(Metric, length, passed is false ? $"{length} {_unit.ToString().ToLowerInvariant()}; wanted {_min ?? 0} to {_max?.ToString(CultureInfo.InvariantCulture) ?? "any number"}." : null, passed)];
    }

    private static int Sentences(string text)
    {
        var count = 0;
        var open = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            {
                count += open ? 1 : 0;
                open = false;
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                open = true;
            }
        }

        return count + (open ? 1 : 0);
    }
}
