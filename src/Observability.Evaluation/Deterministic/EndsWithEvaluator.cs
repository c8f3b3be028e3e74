namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer, without white space behind, ends with a text, or where none is given with the expected output.</summary>
/// <remarks>Metric <c>ends-with</c>, true or false.</remarks>
public sealed class EndsWithEvaluator : DeterministicEvaluator
{
    private readonly string? _suffix;
    private readonly StringComparison _comparison;

    /// <summary>Creates it.</summary>
    /// <param name="suffix">The text; one of the expected outputs when null.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public EndsWithEvaluator(string? suffix = null, bool ignoreCase = false)
        : base("ends-with", "ends-with")
    {
        _suffix = suffix;
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText;
        foreach (var suffix in _suffix is null ? References(subject) : [_suffix])
        {
            if (answer.AsSpan().TrimEnd().EndsWith(suffix, _comparison))
            {
                return [Check(true)];
            }
        }

        return [Check(false, $"It ends '{Short(answer[^Math.Min(answer.Length, 60)..])}'.")];
    }
}
