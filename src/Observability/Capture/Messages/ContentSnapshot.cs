using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Messages;

/// <summary>Makes contents safe to read later: user objects in tool arguments and results are converted now, the rest is held.</summary>
internal static class ContentSnapshot
{
    // Object headers, the list slot and short strings: what a content costs besides its text.
    private const int Overhead = 64;

    public static AIContent Of(AIContent content, ref long bytes)
    {
        bytes += Overhead;
        switch (content)
        {
            case TextContent text:
                bytes += 2L * text.Text.Length;
                return content;
            case TextReasoningContent reasoning:
                bytes += 2L * reasoning.Text.Length;
                return content;
            case DataContent data:
                bytes += data.Data.Length;
                return content;
            case FunctionResultContent result:
                return Result(result, ref bytes);
            case FunctionCallContent call:
                return Call(call, ref bytes);
            default:
                return content;
        }
    }

    private static FunctionResultContent Result(FunctionResultContent result, ref long bytes)
    {
        bytes += SizeOf(result.Result);
        if (IsFrozen(result.Result))
        {
            return result;
        }

        var frozen = Freeze(result.Result);
        bytes += SizeOf(frozen);
        return new FunctionResultContent(result.CallId, frozen) { Exception = result.Exception };
    }

    private static FunctionCallContent Call(FunctionCallContent call, ref long bytes)
    {
        if (call.Arguments is not { Count: > 0 } arguments)
        {
            return call;
        }

        // The dictionary itself belongs to the function loop, which may change it: copy it, and convert what is not frozen.
        var copy = new Dictionary<string, object?>(arguments.Count);
        foreach (var (name, value) in arguments)
        {
            var frozen = Freeze(value);
            bytes += Overhead + SizeOf(frozen);
            copy[name] = frozen;
        }

        return new FunctionCallContent(call.CallId, call.Name, copy);
    }

    /// <summary>Returns immutable values as they are and others as a payload made now; never throws.</summary>
    public static object? Freeze(object? value) => IsFrozen(value) ? value : CapturedValue.Snapshot(value, Defaults);

    private static readonly LlmObservabilityOptions Defaults = new();

    private static bool IsFrozen(object? value) => value is null or string or JsonElement or Payload or bool or int or long or double or float or decimal;

    internal static long SizeOf(object? value) => value switch
    {
        string text => 2L * text.Length,
        Payload payload => payload.Length,
        JsonElement { ValueKind: JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array } element => JsonSize(element),
        _ => 16,
    };

    // The raw span of the element in its parsed document: no text is made to measure it.
    private static long JsonSize(JsonElement element) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).Length;
}
