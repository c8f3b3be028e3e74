using System.Text.Json;
using Observability.Evaluation.Json;
using Observability.Evaluation.Messages;
using Observability.Model;

namespace Observability.Evaluation.Online;

/// <summary>Where one variable of an evaluator comes from.</summary>
internal sealed record MappedVariable(string Name, VariableSource Source, JsonPath? Path)
{
    private static readonly Dictionary<string, VariableSource> Words = new(StringComparer.Ordinal)
    {
        ["input"] = VariableSource.Input,
        ["output"] = VariableSource.Output,
        ["metadata"] = VariableSource.Metadata,
        ["tool_calls"] = VariableSource.ToolCalls,
        ["expected_output"] = VariableSource.ExpectedOutput,
        ["experiment_item_metadata"] = VariableSource.ItemMetadata,
    };

    /// <summary>The sources by the words of the wire.</summary>
    public static IReadOnlyList<string> SourceWords { get; } = [.. Words.Keys];

    /// <summary>Reads a mapping of the wire that was checked when it was stored; null is none.</summary>
    public static IReadOnlyList<MappedVariable> Read(Payload? mapping) => mapping is null
        ? []
        : [.. mapping.ToElement().EnumerateArray().Select(entry => new MappedVariable(
            entry.GetProperty("variable").GetString()!,
            Words[entry.GetProperty("source").GetString()!],
            entry.TryGetProperty("jsonPath", out var path) && path.ValueKind is JsonValueKind.String ? JsonPath.Parse(path.GetString()!) : null))];

    /// <summary>The value of a subject.</summary>
    /// <exception cref="EvaluationFailedException">The subject has nothing there.</exception>
    public Payload Of(EvaluationSubject subject)
    {
        if (SourceOf(subject) is not { } whole)
        {
            throw new EvaluationFailedException($"The variable '{Name}' comes from {Source}, and the subject has none.");
        }

        if (Path is null)
        {
            return whole;
        }

        var found = Path.Find(whole.ToElement());
        return found.Count switch
        {
            0 => throw new EvaluationFailedException($"The variable '{Name}' comes from {Source} by a JSON path that finds nothing there. Map another path, or filter such subjects out."),
            1 => Payload.FromValue(found[0]),
            _ => Payload.FromValue(found),
        };
    }

    /// <summary>A value as the text a prompt shows: a string's text, else its JSON.</summary>
    public static string TextOf(Payload value) => value.ToElement() is { ValueKind: JsonValueKind.String } text ? text.GetString()! : value.ToString();

    private Payload? SourceOf(EvaluationSubject subject) => Source switch
    {
        VariableSource.Input => subject.Input,
        VariableSource.Output => subject.Output,
        VariableSource.Metadata => subject.Observation is { } observation ? observation.Metadata : subject.HasTrace ? subject.Trace.Summary.Trace.Metadata : null,
        VariableSource.ToolCalls => Payload.FromValue(subject.ToolCalls.Select(Call)),
        VariableSource.ExpectedOutput => subject.ExpectedOutput,
        _ => subject.Item?.Metadata,
    };

    private static Dictionary<string, object?> Call(ToolInvocation call) => new()
    {
        ["name"] = call.Name,
        ["arguments"] = call.Arguments.ValueKind is JsonValueKind.Undefined ? null : call.Arguments,
    };
}
