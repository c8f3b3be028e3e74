using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Reasoning, then one of given words.</summary>
internal sealed class CategoryForm : JudgeForm
{
    private readonly string _metric;
    private readonly string[] _categories;

    public CategoryForm(string metric, IEnumerable<string> categories)
    {
        _metric = metric;
        _categories = [.. categories];
        Metrics = [metric];
        var schema = JsonNode.Parse("""{"type":"object","properties":{"reasoning":{"type":"string"},"category":{"type":"string"}},"required":["reasoning","category"],"additionalProperties":false}""")!;
        schema["properties"]!["category"]!["enum"] = new JsonArray([.. _categories.Select(category => (JsonNode?)JsonValue.Create(category))]);
        Schema = JsonSerializer.SerializeToElement(schema);
    }

    public override string[] Metrics { get; }

    public override JsonElement Schema { get; }

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options) =>
        [EvaluatorScore.Of(_metric, Observability.Model.ScoreValue.Categorical(OneOf(answer, "category", _categories)), Text(answer, "reasoning"))];
}
