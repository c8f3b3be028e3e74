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
}
