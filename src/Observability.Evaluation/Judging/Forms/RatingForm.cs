using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging.Prompting;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Reasoning, then a whole rating of 1 to 5. The score is (rating − 1) / 4, weighted by probabilities where the answer carries them.</summary>
internal sealed class RatingForm(string metric, bool lowerIsBetter = false) : JudgeForm
{
    public const int Lowest = 1;
    public const int Highest = 5;

    private static readonly JsonElement RatingSchema = Parse(
        """{"type":"object","properties":{"reasoning":{"type":"string"},"score":{"type":"integer","enum":[1,2,3,4,5]}},"required":["reasoning","score"],"additionalProperties":false}""");

    public override string[] Metrics { get; } = [metric];

    public override JsonElement Schema => RatingSchema;

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options) =>
        [Score(metric, answer, response, options, lowerIsBetter)];

    /// <summary>The score of a rating.</summary>
    public static EvaluatorScore Score(string metric, JsonElement answer, ChatResponse response, JudgeOptions options, bool lowerIsBetter)
    {
        var reasoning = Text(answer, "reasoning");
        var rating = Rating(answer);
        var weighted = options.UseLogProbabilities ? WeightedRating.Of(LogProbabilities.Read(response), rating, Lowest, Highest) : null;
        var value = ((weighted ?? rating) - Lowest) / (Highest - Lowest);
        var metadata = new Dictionary<string, string> { ["rating"] = rating.ToString(CultureInfo.InvariantCulture) };
        if (weighted is { } mean)
        {
            metadata["weighted-rating"] = mean.ToString("0.####", CultureInfo.InvariantCulture);
        }

        return EvaluatorScore.Of(metric, value, reasoning, Passed(value, options, lowerIsBetter)) with { Metadata = metadata };
    }

    private static int Rating(JsonElement answer) =>
        answer.TryGetProperty("score", out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
        && number is >= Lowest and <= Highest && number == Math.Truncate(number)
            ? (int)number
            : throw new JudgeAnswerException($"The property 'score' must be a whole number from {Lowest} to {Highest}.");
}
