using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Reasoning, then yes or no.</summary>
internal sealed class PassFailForm(string metric) : JudgeForm
{
    private static readonly JsonElement OwnSchema = Parse(
        """{"type":"object","properties":{"reasoning":{"type":"string"},"pass":{"type":"boolean"}},"required":["reasoning","pass"],"additionalProperties":false}""");

    public override string[] Metrics { get; } = [metric];

    public override JsonElement Schema => OwnSchema;

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options)
    {
        var pass = Flag(answer, "pass");
        return [EvaluatorScore.Of(metric, pass, Text(answer, "reasoning"), pass)];
    }
}
