using NJsonSchema;
using NJsonSchema.Validation;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the answer is JSON that conforms to a JSON Schema.</summary>
/// <remarks>
/// Metric <c>json-schema</c>, true or false; the comment lists the first violations with their paths. The schema is read once; it may refer to
/// itself, never to another file or address.
/// </remarks>
public sealed class JsonSchemaEvaluator : DeterministicEvaluator
{
    private const int MaxViolations = 5;

    // Stateless, and costly to make.
    private static readonly JsonSchemaValidator Validator = new();

    private readonly JsonSchema _schema;

    /// <summary>Creates it.</summary>
    /// <param name="schema">The schema as JSON.</param>
    /// <exception cref="ArgumentException">It is not a valid schema, or it refers to another file or address.</exception>
    public JsonSchemaEvaluator(string schema)
        : base("json-schema", "json-schema") => _schema = ClosedJsonSchema.Parse(schema);

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var answer = subject.OutputText;
        if (JsonValidEvaluator.Problem(answer) is { } problem)
        {
            return [Check(false, problem)];
        }

        var violations = Validator.Validate(answer, _schema);
        return [violations.Count == 0 ? Check(true) : Check(false, string.Join("; ", violations.Take(MaxViolations).Select(v => $"{v.Kind} at {v.Path ?? "#"}")))];
    }
}
