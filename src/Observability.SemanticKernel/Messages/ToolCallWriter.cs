using System.Text.Json;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>Writes one element of <c>tool_calls</c>.</summary>
internal static class ToolCallWriter
{
    public static void Write(PayloadWriter writer, string? id, string? name, string? arguments)
    {
        writer.StartObject();
        writer.Text("id", id);
        writer.Text("type", "function");
        writer.Name("function");
        writer.StartObject();
        writer.Text("name", name);
        writer.Text("arguments", arguments);
        writer.EndObject();
        writer.EndObject();
    }

    public static string ArgumentsOf(FunctionCallContent call) =>
        call.Arguments is { Count: > 0 } arguments ? ToJson(arguments.ToDictionary(pair => pair.Key, pair => pair.Value)) ?? "{}" : "{}";

    public static string? ToJson(object? value)
    {
        try
        {
            return value is null ? null : JsonSerializer.Serialize(value, value.GetType(), JsonDefaults.Options);
        }
        catch (Exception exception)
        {
            return $"[not serialisable: {value!.GetType()}: {exception.Message}]";
        }
    }
}
