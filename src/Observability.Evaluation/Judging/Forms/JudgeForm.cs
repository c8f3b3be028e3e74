using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Judging.Prompting;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>The form in which a judge answers, and what its answer is worth.</summary>
internal abstract class JudgeForm
{
    /// <summary>The metrics its answers give.</summary>
    public abstract string[] Metrics { get; }

    /// <summary>The form of an answer about a subject, as JSON Schema.</summary>
    public abstract JsonElement Schema { get; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="JudgeAnswerException">It is of another form.</exception>
    public abstract IReadOnlyList<EvaluatorScore> Read(JsonElement answer, ChatResponse response, EvaluationSubject subject, JudgeOptions options);

    protected static JsonElement Parse(string schema) => JsonElement.Parse(schema);

    protected static string Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()!
            : throw new JudgeAnswerException($"The property '{name}' must be a string.");

    protected static bool Flag(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : throw new JudgeAnswerException($"The property '{name}' must be true or false.");

    protected static string OneOf(JsonElement answer, string name, IReadOnlyCollection<string> words) =>
        Text(answer, name) is var word && words.Contains(word) ? word
            : throw new JudgeAnswerException($"The property '{name}' must be one of {string.Join(", ", words)}.");

    protected static JsonElement.ArrayEnumerator List(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object)
            ? value.EnumerateArray()
            : throw new JudgeAnswerException($"The property '{name}' must be an array of objects.");

    protected static bool? Passed(double value, JudgeOptions options, bool lowerIsBetter = false) =>
        options.PassAt is { } at ? (lowerIsBetter ? value <= at : value >= at) : null;
}
