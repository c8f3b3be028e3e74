using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging.Prompting;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Reasoning, the statements that no document supports, then a rating of 1 to 5: groundedness, and whether anything is made up.</summary>
internal sealed class GroundednessForm : JudgeForm
{
    private static readonly JsonElement OwnSchema = Parse(
        """{"type":"object","properties":{"reasoning":{"type":"string"},"unsupported":{"type":"array","items":{"type":"string"}},"score":{"type":"integer","enum":[1,2,3,4,5]}},"required":["reasoning","unsupported","score"],"additionalProperties":false}""");

    public override string[] Metrics { get; } = ["groundedness", "hallucination"];

    public override JsonElement Schema => OwnSchema;

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options)
    {
        if (!answer.TryGetProperty("unsupported", out var list) || list.ValueKind is not JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
        {
            throw new JudgeAnswerException("The property 'unsupported' must be an array of strings.");
        }

        var unsupported = list.EnumerateArray().Select(item => item.GetString()!).Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        return
        [
            RatingForm.Score("groundedness", answer, response, options, lowerIsBetter: false),
            EvaluatorScore.Of("hallucination", unsupported.Count > 0, unsupported.Count > 0 ? "Not supported: " + string.Join(" | ", unsupported) : "Everything is supported.", passed: unsupported.Count == 0),
        ];
    }
}
