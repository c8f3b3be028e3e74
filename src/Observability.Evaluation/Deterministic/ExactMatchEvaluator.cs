using System.Text.Json;
using Observability.Evaluation.Deterministic.Text;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer is the expected one, or one of several expected ones.</summary>
/// <remarks>
/// Metric <c>exact-match</c>, true or false. White space at both ends does not count. An expected JSON object or list is compared as JSON: order of
/// properties and white space do not count. Normalised as in SQuAD (arXiv 1606.05250): without case, punctuation and articles.
/// </remarks>
public sealed class ExactMatchEvaluator : DeterministicEvaluator
{
    private readonly StringComparison _comparison;
    private readonly bool _normalize;

    /// <summary>Creates it.</summary>
    /// <param name="ignoreCase">Whether case counts.</param>
    /// <param name="normalize">Whether case, punctuation and the articles a, an, the count.</param>
    public ExactMatchEvaluator(bool ignoreCase = false, bool normalize = false)
        : base("exact-match", "exact-match")
    {
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        _normalize = normalize;
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText.AsSpan().Trim();
        var references = References(subject);
        foreach (var reference in references)
        {
            if (_normalize ? WordTokens.Squad(subject.OutputText).AsSpan().SequenceEqual(WordTokens.Squad(reference)) : answer.Equals(reference.AsSpan().Trim(), _comparison))
            {
                return [Check(true)];
            }
        }

        return [EqualsAsJson(answer, references) ? Check(true) : Check(false, $"Expected '{Short(references[0])}', got '{Short(subject.OutputText)}'.")];
    }

    private static bool EqualsAsJson(ReadOnlySpan<char> answer, IReadOnlyList<string> references)
    {
        if (answer.Length == 0 || answer[0] is not ('{' or '[') || !references.Any(r => r.AsSpan().TrimStart() is ['{' or '[', ..]))
        {
            return false;
        }

        try
        {
            var value = JsonElement.Parse(answer);
            return references.Any(reference => JsonElement.DeepEquals(value, JsonElement.Parse(reference)));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
