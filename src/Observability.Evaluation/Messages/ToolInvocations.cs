using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Evaluation.Messages;

/// <summary>Reads which tools were called, and which should have been.</summary>
internal static class ToolInvocations
{
    /// <summary>The calls of the trace's tool observations in order of start, within the judged observation when there is one; else those of the messages.</summary>
    public static IReadOnlyList<ToolInvocation> Of(EvaluationSubject subject)
    {
        if (subject.HasTrace)
        {
            var inside = subject.Observation is { } root ? ObservationTree.Within(subject.Trace.Observations, root.Id) : null;
            var traced = subject.Trace.Observations
                .Where(o => o.Kind is ObservationKind.Tool && (inside is null || inside.Contains(o.Id)))
                .Select(o => new ToolInvocation(o.Name, Arguments(o.Input?.ToElement() ?? default)))
                .ToList();
            if (traced.Count > 0)
            {
                return traced;
            }
        }

        // Calls in the input are history unless they follow the last user message: an agent's own steps.
        var history = subject.Messages;
        var last = -1;
        for (var i = 0; i < history.Count; i++)
        {
            last = history[i].Role == ChatRole.User ? i : last;
        }

        return [.. history.Skip(last + 1).Concat(subject.Response.Messages)
            .SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .Select(call => new ToolInvocation(call.Name, Arguments(JsonSerializer.SerializeToElement(call.Arguments, JsonDefaults.Options))))];
    }

    /// <summary>
    /// The calls that an expected output names: an array, or <c>tool_calls</c> of an object, each <c>{"name", "arguments"}</c> or in OpenAI's shape.
    /// Null when it names none.
    /// </summary>
    public static IReadOnlyList<ToolInvocation>? Expected(EvaluationSubject subject)
    {
        foreach (var source in (ReadOnlySpan<Payload?>)[subject.ExpectedOutput, subject.Item?.Metadata])
        {
            if (source is not null && Parse(source.ToElement()) is { } calls)
            {
                return calls;
            }
        }

        return null;
    }

    private static List<ToolInvocation>? Parse(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            foreach (var name in (ReadOnlySpan<string>)["tool_calls", "expected_tool_calls"])
            {
                if (value.TryGetProperty(name, out var list))
                {
                    return Parse(list);
                }
            }

            return null;
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var calls = new List<ToolInvocation>();
        foreach (var element in value.EnumerateArray())
        {
            if (ParseCall(element) is not { } call)
            {
                return null;
            }

            calls.Add(call);
        }

        return calls;
    }

    private static ToolInvocation? ParseCall(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return new ToolInvocation(element.GetString()!, default);
        }

        if (element.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var call = element.TryGetProperty("function", out var function) && function.ValueKind is JsonValueKind.Object ? function : element;
        return call.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            ? new ToolInvocation(name.GetString()!, Arguments(call.TryGetProperty("arguments", out var arguments) ? arguments : default))
            : null;
    }

    /// <summary>Arguments as an object: models send them as JSON in a string.</summary>
    private static JsonElement Arguments(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return value.ValueKind is JsonValueKind.Null ? default : value;
        }

        try
        {
            var text = value.GetString()!;
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
