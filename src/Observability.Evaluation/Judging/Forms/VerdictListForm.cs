using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>A list that the judge makes itself (claims, statements), each with a verdict. The score is the share with the good one; an empty list is skipped.</summary>
internal sealed class VerdictListForm(string metric, string listName, string itemName, params string[] verdicts) : JudgeForm
{
    public override string[] Metrics { get; } = [metric];

    public override JsonElement Schema { get; } = Parse(
        $$$$"""{"type":"object","properties":{"{{{{listName}}}}":{"type":"array","items":{"type":"object","properties":{"{{{{itemName}}}}":{"type":"string"},"verdict":{"type":"string","enum":["{{{{string.Join("\",\"", verdicts)}}}}"]}},"required":["{{{{itemName}}}}","verdict"],"additionalProperties":false}}},"required":["{{{{listName}}}}"],"additionalProperties":false}""");

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options)
    {
        var items = List(answer, listName).Select(item => (Text: Text(item, itemName), Verdict: OneOf(item, "verdict", verdicts))).ToList();
        if (items.Count == 0)
        {
            return [EvaluatorScore.Skipped(metric, $"The judge found no {listName} in the answer.")];
        }

        var good = items.Count(item => item.Verdict == verdicts[0]);
        var value = (double)good / items.Count;
        var bad = items.Where(item => item.Verdict != verdicts[0]).Select(item => $"{item.Verdict}: {item.Text}").ToList();
        var comment = string.Create(CultureInfo.InvariantCulture, $"{good} of {items.Count} {listName} {verdicts[0]}.") + (bad.Count > 0 ? " " + string.Join(" | ", bad) : "");
        return [EvaluatorScore.Of(metric, value, comment, Passed(value, options))];
    }
}
