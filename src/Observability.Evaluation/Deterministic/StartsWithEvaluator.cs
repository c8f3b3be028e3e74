namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer, without white space in front, starts with a text, or where none is given with the expected output.</summary>
/// <remarks>Metric <c>starts-with</c>, true or false.</remarks>
public sealed class StartsWithEvaluator : DeterministicEvaluator
{
    private readonly string? _prefix;
    private readonly StringComparison _comparison;

    /// <summary>Creates it.</summary>
    /// <param name="prefix">The text; one of the expected outputs when null.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public StartsWithEvaluator(string? prefix = null, bool ignoreCase = false)
        : base("starts-with", "starts-with")
    {
        _prefix = prefix;
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText;
        foreach (var prefix in _prefix is null ? References(subject) : [_prefix])
        {
            if (answer.AsSpan().TrimStart().StartsWith(prefix, _comparison))
            {
                return [Check(true)];
            }
        }

        return [Check(false, $"It starts '{Short(answer)}'.")];
    }
}
