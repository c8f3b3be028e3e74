using System.Collections.Concurrent;

namespace Observability.Prompts.Templates;

/// <summary>Compiled templates by their text, for all prompts of the process: a version that is pulled again is not compiled again.</summary>
/// <remarks>Bounded: when it is full it starts anew. Plain variables are compiled faster than looked up and stay out.</remarks>
internal static class TemplateCache
{
    public const int MaxTemplates = 1000;

    private static readonly ConcurrentDictionary<(PromptTemplateFormat Format, string Text), CompiledTemplate> Templates = [];

    /// <exception cref="PromptTemplateException">The template is not valid.</exception>
    public static CompiledTemplate Get(string text, PromptTemplateFormat format)
    {
        if (format == PromptTemplateFormat.Variables)
        {
            return VariableTemplate.Parse(text);
        }

        if (Templates.Count >= MaxTemplates)
        {
            Templates.Clear();
        }

        return Templates.GetOrAdd((format, text), static key => CompiledTemplate.Parse(key.Text, key.Format));
    }
}
