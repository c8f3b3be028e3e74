using System.Text.Json;

namespace Observability.Evaluation.Messages;

/// <summary>One call of a tool: its name and its arguments as a JSON object, or undefined when it had none.</summary>
internal readonly record struct ToolInvocation(string Name, JsonElement Arguments);
