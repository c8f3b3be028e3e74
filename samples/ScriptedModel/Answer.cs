namespace ScriptedModel;

/// <summary>What the model says: a text, or the tools it wants called.</summary>
internal sealed record Answer(string Text, IReadOnlyList<ToolCall> ToolCalls)
{
    public static Answer Say(string text) => new(text, []);

    public static Answer Call(IEnumerable<ToolCall> calls) => new("", [.. calls]);
}
