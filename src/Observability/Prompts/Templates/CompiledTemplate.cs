namespace Observability.Prompts.Templates;

/// <summary>A template that was parsed once and is rendered often. Thread-safe.</summary>
internal abstract class CompiledTemplate
{
    /// <summary>The variables it names, in the order they stand in it first; without those that only its own blocks define.</summary>
    public abstract IReadOnlyList<string> Variables { get; }

    /// <exception cref="PromptTemplateException">A variable is missing or the template cannot be rendered.</exception>
    public abstract string Render(IReadOnlyDictionary<string, object?> variables);
}
