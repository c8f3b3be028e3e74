namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer contains given phrases, or where none are given the expected output, or each of a list of expected outputs.</summary>
/// <remarks>Metrics <c>contains</c> (all), <c>contains-any</c> and <c>contains-none</c>, true or false.</remarks>
public sealed class ContainsEvaluator : DeterministicEvaluator
{
    private readonly string[] _phrases;
    private readonly ContainsMode _mode;
    private readonly StringComparison _comparison;

    /// <summary>Creates it.</summary>
    /// <param name="phrases">The phrases; the expected output when empty.</param>
    /// <param name="mode">How many of them must be there.</param>
    /// <param name="ignoreCase">Whether case counts.</param>
    public ContainsEvaluator(IEnumerable<string>? phrases = null, ContainsMode mode = ContainsMode.All, bool ignoreCase = false)
        : base(NameOf(mode), NameOf(mode))
    {
        _phrases = [.. phrases ?? []];
        _mode = mode;
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText;
        var phrases = _phrases.Length > 0 ? _phrases : References(subject);
        string? found = null, missing = null;
        foreach (var phrase in phrases)
        {
            if (answer.Contains(phrase, _comparison))
            {
                found ??= phrase;
            }
            else
            {
                missing ??= phrase;
            }
        }

        return [_mode switch
        {
            ContainsMode.All => Check(missing is null, missing is null ? null : $"'{Short(missing)}' is missing."),
            ContainsMode.Any => Check(found is not null, found is null ? "None of the phrases is there." : $"'{Short(found)}' is there."),
            _ => Check(found is null, found is null ? null : $"'{Short(found)}' is there."),
        }];
    }

    private static string NameOf(ContainsMode mode) => mode switch
    {
        ContainsMode.All => "contains",
        ContainsMode.Any => "contains-any",
        ContainsMode.None => "contains-none",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown mode."),
    };
}
