using System.Collections.ObjectModel;
using Observability.Prompts.Templates;

namespace Observability.Prompts;

public sealed partial class PromptVersion
{
    private CompiledPrompt? _compiled;

    /// <summary>What its templates are written in.</summary>
    /// <exception cref="PromptTemplateException">The configuration asks for an unknown format, or a template is not valid.</exception>
    public PromptTemplateFormat Format => Compiled.Format;

    /// <summary>The variables that rendering needs, in the order they stand in the prompt first.</summary>
    /// <exception cref="PromptTemplateException">The configuration asks for an unknown format, or a template is not valid.</exception>
    public IReadOnlyList<string> Variables => Compiled.Variables;

    /// <summary>The placeholders for messages, in the order they stand in the prompt.</summary>
    /// <exception cref="PromptTemplateException">The configuration asks for an unknown format, or a template is not valid.</exception>
    public IReadOnlyList<string> Placeholders => Compiled.Placeholders;

    // Two threads may compile the same at once; either result will do.
    internal CompiledPrompt Compiled => _compiled ??= CompiledPrompt.Of(this);

    /// <summary>Renders a text prompt.</summary>
    /// <param name="variables">A value for each variable; more are allowed. Null as a value is nothing, a missing one is an error.</param>
    /// <param name="encoding">How values are inserted; null for what the configuration says.</param>
    /// <exception cref="PromptTemplateException">A variable is missing or the template cannot be rendered.</exception>
    /// <exception cref="InvalidOperationException">It is a chat prompt.</exception>
    public string Render(IReadOnlyDictionary<string, object?>? variables = null, PromptEncoding? encoding = null) => Type == PromptType.Text
        ? Compiled.Templates[0].Render(variables ?? ReadOnlyDictionary<string, object?>.Empty, encoding ?? Compiled.Encoding)
        : throw new InvalidOperationException($"Prompt {this} is a chat prompt. Use ToMessages(...) to render its messages.");

    /// <summary>Renders a text prompt with the properties of an object as variables, e.g. of an anonymous one.</summary>
    /// <param name="values">Its public properties are matched with the variables by name, without regard to case and underscores.</param>
    /// <param name="encoding">How values are inserted; null for what the configuration says.</param>
    /// <exception cref="PromptTemplateException">A variable has no property or the template cannot be rendered.</exception>
    /// <exception cref="InvalidOperationException">It is a chat prompt.</exception>
    public string Render(object values, PromptEncoding? encoding = null) => Render(PropertyBinding.Read(this, values), encoding);
}
