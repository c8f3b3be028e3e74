using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Messages;
using Observability.Model;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>What a judge's prompt can name of a subject. Each value is one text or a numbered list of texts.</summary>
internal static class JudgeVariables
{
    /// <summary>The texts of a variable; null when the subject has nothing under that name.</summary>
    /// <exception cref="EvaluationFailedException">The judge needs what the subject lacks.</exception>
    public static IReadOnlyList<string>? Find(EvaluationSubject subject, string name)
    {
        if (subject.Variables.TryGetValue(name, out var given))
        {
            return [given];
        }

        return name switch
        {
            "input" => [subject.InputText],
            "output" => [Answer(subject)],
            "expected" => [subject.ExpectedText ?? throw Lacks("an expected output", "Give the dataset item one, or map one.")],
            "context" => subject.Context is { Count: > 0 } documents ? documents : throw Lacks("documents", "Its trace has no retrieval and its dataset item no 'context'; map them if they are elsewhere."),
            "instructions" => [Instructions(subject)],
            "tools" => [Tools(subject)],
            "calls" => subject.ToolCalls is { Count: > 0 } calls ? [.. calls.Select(Call)] : ["none"],
            _ => null,
        };
    }

    private static EvaluationFailedException Lacks(string what, string remedy) => new($"This judge needs {what}, and the subject has none. {remedy}");

    private static string Answer(EvaluationSubject subject) => subject.OutputText is { Length: > 0 } text ? text
        : throw Lacks("an answer", "Its output is empty.");

    private static string Instructions(EvaluationSubject subject) =>
        string.Join("\n", subject.Messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text)) is { Length: > 0 } text ? text : "none";

    /// <summary>The tools the model was offered: of the judged observation, else of the first model call that was offered any.</summary>
    private static string Tools(EvaluationSubject subject)
    {
        if (!subject.HasTrace)
        {
            return "unknown";
        }

        foreach (var observation in subject.Observation is { } judged ? [judged, .. subject.Trace.Observations] : subject.Trace.Observations)
        {
            if (observation.Parameters?.ToElement() is { ValueKind: JsonValueKind.Object } parameters && parameters.TryGetProperty("tools", out var tools))
            {
                return tools.GetRawText();
            }
        }

        return "unknown";
    }

    private static string Call(ToolInvocation call) => $"{call.Name}({(call.Arguments.ValueKind is JsonValueKind.Undefined ? "" : call.Arguments.GetRawText())})";
}
