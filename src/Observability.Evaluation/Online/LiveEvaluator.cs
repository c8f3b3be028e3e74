using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Online;

/// <summary>An evaluator ready to judge in a project.</summary>
/// <param name="Evaluator">The evaluator.</param>
/// <param name="Chat">The model it asks, captured in that project; null for its own.</param>
/// <param name="IsRegistered">Whether the application registered it; else it is a judge of the catalog, which knows variables only.</param>
internal sealed record LiveEvaluator(Evaluator Evaluator, ChatConfiguration? Chat, bool IsRegistered)
{
    /// <summary>The subject as a mapping says.</summary>
    /// <exception cref="EvaluationFailedException">The subject lacks what is mapped.</exception>
    public EvaluationSubject Apply(EvaluationSubject subject, IReadOnlyList<MappedVariable> mapping)
    {
        var mapped = subject;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in mapping)
        {
            var value = variable.Of(subject);
            switch (variable.Name)
            {
                case "input" when IsRegistered:
                    mapped = mapped.WithInput(value);
                    break;
                case "output" when IsRegistered:
                    mapped = mapped.WithOutput(value);
                    break;
                case "expected" when IsRegistered:
                    mapped = mapped.WithExpectedOutput(value);
                    break;
                case "context" when IsRegistered:
                    mapped = mapped.WithContext([.. Messages.GroundingDocuments.Texts(value.ToElement())]);
                    break;
                default:
                    variables[variable.Name] = MappedVariable.TextOf(value);
                    break;
            }
        }

        return variables.Count == 0 ? mapped : mapped.WithVariables(variables);
    }
}
