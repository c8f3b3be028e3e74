namespace Observability.Prompts;

/// <summary>Says which prompt a type holds the variables of: its public properties are matched with the variables and placeholders by name, without regard to case and underscores.</summary>
/// <param name="name">The name of the prompt.</param>
/// <example><code>[Prompt("support-answer")] public sealed record SupportAnswerPrompt(string CustomerName, string Question);</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class PromptAttribute(string name) : Attribute
{
    /// <summary>The name of the prompt.</summary>
    public string Name { get; } = name;

    /// <summary>The label.</summary>
    /// <value><c>production</c>.</value>
    public string Label { get; set; } = "production";

    /// <summary>The text to use when the registry cannot be asked and knows nothing from before; null for none.</summary>
    /// <value>null.</value>
    public string? Fallback { get; set; }
}
