namespace Observability.Prompts.Templates;

/// <summary>A template that was parsed once and is rendered often. Thread-safe.</summary>
internal abstract class CompiledTemplate
{
    /// <summary>The variables that must be given, in the order they stand in it first.</summary>
    public abstract IReadOnlyList<string> Variables { get; }

    /// <exception cref="PromptTemplateException">A variable is missing or the template cannot be rendered.</exception>
    public abstract string Render(IReadOnlyDictionary<string, object?> variables, PromptEncoding encoding = PromptEncoding.None);

    /// <summary>Parses a template.</summary>
    /// <exception cref="PromptTemplateException">It is not valid.</exception>
    public static CompiledTemplate Parse(string text, PromptTemplateFormat format) => format switch
    {
        PromptTemplateFormat.Handlebars => HandlebarsTemplate.Parse(text),
        PromptTemplateFormat.Liquid => LiquidTemplate.Parse(text),
        _ => VariableTemplate.Parse(text),
    };

    /// <summary>The values as a template engine sees them.</summary>
    /// <exception cref="PromptTemplateException">A variable is missing.</exception>
    protected Dictionary<string, object?> ToModel(IReadOnlyDictionary<string, object?> variables, PromptEncoding encoding)
    {
        var model = new Dictionary<string, object?>(Variables.Count, StringComparer.Ordinal);
        foreach (var name in Variables)
        {
            model[name] = variables.TryGetValue(name, out var value) ? TemplateValue.ToModel(value, encoding) : throw PromptTemplateException.Missing(name, variables.Keys);
        }

        return model;
    }
}
