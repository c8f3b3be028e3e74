using System.Text.Json.Nodes;

namespace ScriptedModel;

/// <summary>A call of an offered tool.</summary>
internal sealed record ToolCall(string Name, JsonObject Arguments);
