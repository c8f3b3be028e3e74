using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer is in the wanted language, or in that of the question.</summary>
/// <remarks>
/// <para>Metric <c>language-match</c>, true or false; the comment names the language found. Skipped where a text is too short or too mixed to tell.</para>
/// <para>The method is small: languages with a script of their own (Chinese, Japanese, Korean, Greek, Hebrew, Thai, Hindi, Arabic …) are told by it;
/// those that share Latin or Cyrillic are told by their commonest words, each weighted by how few languages have it. It needs about five words, takes
/// code and names for noise, and does not tell close languages apart in one sentence. Languages: ar, bg, cs, da, de, el, en, es, fa, fi, fr, he, hi, hu, id, it,
/// ja, ko, nb, nl, pl, pt, ro, ru, sv, th, tr, uk, vi, zh.</para>
/// </remarks>
public sealed class LanguageEvaluator : DeterministicEvaluator
{
    private readonly string? _language;

    /// <summary>Creates it.</summary>
    /// <param name="language">The ISO 639-1 code of the wanted language; that of the input when null.</param>
    /// <exception cref="ArgumentException">It cannot tell that language.</exception>
    public LanguageEvaluator(string? language = null)
        : base("language-match", "language-match")
    {
        if (language is not null && !LanguageGuess.Known.Contains(language))
        {
            throw new ArgumentException($"'{language}' is no language this evaluator can tell. Those are: {string.Join(", ", LanguageGuess.Known.Order(StringComparer.Ordinal))}.", nameof(language));
        }

        _language = language;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var wanted = _language ?? LanguageGuess.Of(subject.InputText);
        if (wanted is null)
        {
            return [EvaluatorScore.Skipped(Metric, "The language of the input cannot be told.")];
        }

        return [LanguageGuess.Of(subject.OutputText) is { } found
            ? Check(found == wanted, found == wanted ? $"It is {found}." : $"It is {found}, wanted is {wanted}.")
            : EvaluatorScore.Skipped(Metric, "The language of the answer cannot be told.")];
    }
}
