using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging.Prompting;
using Observability.Model;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Reasoning, then a score of the type that somebody defined: a number within bounds, true or false, or one of some words.</summary>
internal sealed class DefinedForm : JudgeForm
{
    private readonly string _metric;
    private readonly ScoreValueType _type;
    private readonly double? _min;
    private readonly double? _max;
    private readonly IReadOnlyList<string> _categories;

    /// <param name="metric">The metric.</param>
    /// <param name="definition">An object with <c>dataType</c>, and by type <c>minValue</c> and <c>maxValue</c> or <c>categories</c>; <c>reasoning</c> and <c>score</c> may hold descriptions.</param>
    public DefinedForm(string metric, JsonElement definition)
    {
        _metric = metric;
        _type = Enum.Parse<ScoreValueType>(definition.GetProperty("dataType").GetString()!, ignoreCase: true);
        _min = Number(definition, "minValue");
        _max = Number(definition, "maxValue");
        _categories = Categories(definition) ?? (definition.TryGetProperty("score", out var inner) ? Categories(inner) : null) ?? [];
        Metrics = [metric];
        Schema = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["reasoning"] = Described(definition, "reasoning", new JsonObject { ["type"] = "string" }), ["score"] = Described(definition, "score", ScoreSchema()) },
            ["required"] = new JsonArray("reasoning", "score"),
            ["additionalProperties"] = false,
        });
    }

    public override string[] Metrics { get; }

    public override JsonElement Schema { get; }

    public override IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options)
    {
        var reasoning = Text(answer, "reasoning");
        return [_type switch
        {
            ScoreValueType.Boolean => EvaluatorScore.Of(_metric, Flag(answer, "score"), reasoning),
            ScoreValueType.Categorical => EvaluatorScore.Of(_metric, ScoreValue.Categorical(OneOf(answer, "score", _categories)), reasoning),
            _ => EvaluatorScore.Of(_metric, NumberOf(answer), reasoning),
        }];
    }

    private double NumberOf(JsonElement answer) =>
        answer.TryGetProperty("score", out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
        && double.IsFinite(number) && !(number < _min) && !(number > _max)
            ? number
            : throw new JudgeAnswerException(string.Create(CultureInfo.InvariantCulture, $"The property 'score' must be a number{(_min is null ? "" : $" from {_min}")}{(_max is null ? "" : $" up to {_max}")}."));

    private JsonObject ScoreSchema() => _type switch
    {
        ScoreValueType.Boolean => new JsonObject { ["type"] = "boolean" },
        ScoreValueType.Categorical => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. _categories.Select(category => (JsonNode?)JsonValue.Create(category))]) },
        _ => Bounded(new JsonObject { ["type"] = "number" }),
    };

    private JsonObject Bounded(JsonObject schema)
    {
        if (_min is { } min)
        {
            schema["minimum"] = min;
        }

        if (_max is { } max)
        {
            schema["maximum"] = max;
        }

        return schema;
    }

    private static JsonObject Described(JsonElement definition, string name, JsonObject schema)
    {
        if (definition.TryGetProperty(name, out var said) && said.ValueKind is JsonValueKind.Object
            && said.TryGetProperty("description", out var description) && description.ValueKind is JsonValueKind.String)
        {
            schema["description"] = description.GetString();
        }

        return schema;
    }

    private static double? Number(JsonElement definition, string name) =>
        definition.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null;

    private static IReadOnlyList<string>? Categories(JsonElement owner) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty("categories", out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray().Select(category => category.GetString()!)] : null;
}
