using System.Text.Json;
using Observability.Evaluation.Json;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer is JSON that conforms to a JSON Schema.</summary>
/// <remarks>
/// Metric <c>json-schema</c>, true or false; the comment lists the first violations with their paths. The schema is read once; it may refer to
/// itself, never to another file or address, and its patterns are matched in linear time, whatever an answer holds.
/// </remarks>
public sealed class JsonSchemaEvaluator : DeterministicEvaluator
{
    private const int MaxViolations = 5;

    private readonly JsonSchemaDocument _schema;

    /// <summary>Creates it.</summary>
    /// <param name="schema">The schema as JSON.</param>
    /// <exception cref="ArgumentException">It is not a valid schema, one that cannot be checked, or it refers to another file or address.</exception>
    public JsonSchemaEvaluator(string schema)
        : base("json-schema", "json-schema") => _schema = Parse(schema);

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText;
        if (JsonValidEvaluator.Problem(answer) is { } problem)
        {
            return [Check(false, problem)];
        }

        var violations = _schema.Validate(answer);
        return [violations.Count == 0 ? Check(true) : Check(false, string.Join(" ", violations.Take(MaxViolations)))];
    }

    private static JsonSchemaDocument Parse(string schema)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        try
        {
            // With no outside reference to follow, parsing has nothing to wait for.
            return JsonSchemaDocument.ParseAsync(JsonElement.Parse(schema)).GetAwaiter().GetResult();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The JSON Schema is no JSON: {exception.Message}", nameof(schema), exception);
        }
    }
}
