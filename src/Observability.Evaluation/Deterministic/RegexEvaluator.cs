using System.Text.RegularExpressions;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether a regular expression matches anywhere in the answer.</summary>
/// <remarks>Metric <c>regex</c>, true or false. The expression is compiled once; a match that takes longer than its timeout is a failure, not a mismatch.</remarks>
public sealed class RegexEvaluator : DeterministicEvaluator
{
    private readonly Regex _regex;

    /// <summary>Creates it.</summary>
    /// <param name="pattern">The expression; anchor it with <c>^…$</c> to match the whole answer.</param>
    /// <param name="options">Options of the expression.</param>
    /// <param name="timeout">The longest time one match may take; one second when null.</param>
    /// <exception cref="ArgumentException">The expression is not valid.</exception>
    public RegexEvaluator(string pattern, RegexOptions options = RegexOptions.None, TimeSpan? timeout = null)
        : base("regex", "regex") => _regex = new Regex(pattern, options | RegexOptions.CultureInvariant | RegexOptions.Compiled, timeout ?? TimeSpan.FromSeconds(1));

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject) =>
        [_regex.IsMatch(subject.OutputText) ? Check(true) : Check(false, $"No match of {_regex}.")];
}
