using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging.Prompting;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>A verdict on each thing the judge was shown by number (documents, calls). The score is the share of good ones; nothing to judge is skipped.</summary>
internal sealed class NumberedVerdictForm(string metric, string listName, string flagName, Func<EvaluationSubject, int> count) : JudgeForm
{
    public override string[] Metrics { get; } = [metric];

    public override JsonElement Schema { get; } = Parse(
        $$$$"""{"type":"object","properties":{"{{{{listName}}}}":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer"},"reason":{"type":"string"},"{{{{flagName}}}}":{"type":"boolean"}},"required":["number","reason","{{{{flagName}}}}"],"additionalProperties":false}}},"required":["{{{{listName}}}}"],"additionalProperties":false}""");

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options)
    {
        var expected = count(subject);
        if (expected == 0)
        {
            return [EvaluatorScore.Skipped(metric, $"There are no {listName} to judge.")];
        }

        var verdicts = new Dictionary<int, (bool Good, string Reason)>();
        foreach (var item in List(answer, listName))
        {
            if (!item.TryGetProperty("number", out var number) || number.ValueKind is not JsonValueKind.Number || !number.TryGetInt32(out var index) || index < 1 || index > expected
                || !verdicts.TryAdd(index, (Flag(item, flagName), Text(item, "reason"))))
            {
                throw new JudgeAnswerException($"Each of the {listName} must be judged once, by its number from 1 to {expected}.");
            }
        }

        if (verdicts.Count != expected)
        {
            throw new JudgeAnswerException($"There are {expected} {listName}, of which {verdicts.Count} were judged.");
        }

        var good = verdicts.Values.Count(verdict => verdict.Good);
        var value = (double)good / expected;
        var bad = verdicts.Where(pair => !pair.Value.Good).OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value.Reason}")).ToList();
        var comment = string.Create(CultureInfo.InvariantCulture, $"{good} of {expected} {listName} {flagName}.") + (bad.Count > 0 ? " Not " + string.Join(" | ", bad) : "");
        return [EvaluatorScore.Of(metric, value, comment, Passed(value, options))];
    }
}
