using Observability.Prompts.Templates;

namespace Observability.Prompts.Catalog;

/// <summary>Whether the templates of a version can be rendered.</summary>
internal static class TemplateCheck
{
    /// <exception cref="PromptException">A template is not valid, or a variable is named as a placeholder.</exception>
    public static void ThrowIfInvalid(PromptVersion prompt)
    {
        if (CompiledPrompt.FormatOf(prompt) is null)
        {
            // A format of somebody else's; whoever renders it knows.
            return;
        }

        try
        {
            if (prompt.Variables.Intersect(prompt.Placeholders).ToList() is { Count: > 0 } taken)
            {
                throw PromptException.Invalid($"Cannot create prompt, variables and placeholders must be unique, the following are not: {string.Join(", ", taken)}");
            }
        }
        catch (PromptTemplateException exception)
        {
            throw new PromptException(PromptFault.Invalid, exception.Message, exception);
        }
    }
}
