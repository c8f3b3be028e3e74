using System.Globalization;
using System.Text.Json;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Evaluation.Statistics;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>The agreement of two raters at a time: people with each other, and people with judges, each version of a judge by itself.</summary>
internal static class RaterAgreement
{
    private const int MaxRaters = 10;
    private const int MaxObjects = 1000;

    /// <param name="people">What people gave under one name, newest first.</param>
    /// <param name="judges">What evaluators gave under that name, newest first.</param>
    public static List<WireRaterAgreement> Of(IReadOnlyList<Score> people, IReadOnlyList<Score> judges)
    {
        var persons = Raters(people, score => score.Author!);
        var machines = Raters(judges, JudgeOf);
        var pairs = persons.SelectMany((first, i) => persons.Skip(i + 1).Select(second => (First: first, Second: second, IsJudge: false)))
            .Concat(persons.SelectMany(first => machines.Select(second => (First: first, Second: second, IsJudge: true))));
        return [.. pairs.Select(pair => Of(pair.First, pair.Second, pair.IsJudge)).OfType<WireRaterAgreement>().OrderByDescending(pair => pair.Objects)];
    }

    // The newest of a rater counts; scores come newest first.
    private static List<(string Name, Dictionary<ScoreTarget, ScoreValue> Ratings)> Raters(IEnumerable<Score> scores, Func<Score, string> nameOf) =>
    [
        .. scores
            .GroupBy(nameOf, StringComparer.Ordinal)
            .Select(given => (Name: given.Key, Ratings: given.DistinctBy(score => score.Target).ToDictionary(score => score.Target, score => score.Value)))
            .OrderByDescending(rater => rater.Ratings.Count)
            .ThenBy(rater => rater.Name, StringComparer.Ordinal)
            .Take(MaxRaters),
    ];

    private static WireRaterAgreement? Of(
        (string Name, Dictionary<ScoreTarget, ScoreValue> Ratings) first, (string Name, Dictionary<ScoreTarget, ScoreValue> Ratings) second, bool isJudge)
    {
        var shared = first.Ratings.Where(rating => second.Ratings.ContainsKey(rating.Key)).Take(MaxObjects).Select(rating => (First: rating.Value, Second: second.Ratings[rating.Key])).ToList();
        if (shared.Count == 0)
        {
            return null;
        }

        var labels = shared.ConvertAll(pair => (First: Label(pair.First), Second: Label(pair.Second)));
        var share = (double)labels.Count(pair => pair.First == pair.Second) / labels.Count;
        var isNumeric = shared.TrueForAll(pair => pair is { First.Type: ScoreValueType.Numeric, Second.Type: ScoreValueType.Numeric });
        var kappa = isNumeric
            ? JudgeAgreement.WeightedKappa(shared.ConvertAll(pair => pair.First.Number), shared.ConvertAll(pair => pair.Second.Number))
            : JudgeAgreement.CohensKappa(labels.ConvertAll(pair => pair.First), labels.ConvertAll(pair => pair.Second));
        return new WireRaterAgreement(first.Name, second.Name, isJudge, shared.Count, share, kappa?.Value, kappa?.Lower, kappa?.Upper, isNumeric ? "QUADRATIC" : "NONE");
    }

    private static string Label(ScoreValue value) => value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture);

    private static string JudgeOf(Score score)
    {
        var name = score.Author ?? score.Name;
        return score.Metadata?.ToElement() is { ValueKind: JsonValueKind.Object } metadata && metadata.TryGetProperty("evaluator_version", out var version) && version.ValueKind is JsonValueKind.String
            ? $"{name} {version.GetString()}"
            : name;
    }
}
