using System.Text.RegularExpressions;

namespace Observability.Prompts.Templates;

/// <summary>Bounds what is given to template engines, which parse by recursion: a template may not use up the stack.</summary>
internal static partial class TemplateNesting
{
    public const int MaxLength = 200_000;
    public const int MaxDepth = 50;

    /// <exception cref="PromptTemplateException">The template is too long or nested too deep.</exception>
    public static void ThrowIfTooDeep(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new PromptTemplateException($"The template has {text.Length} characters. One in Handlebars or Liquid may have at most {MaxLength}.");
        }

        int blocks = 0, brackets = 0;
        foreach (var match in Steps().EnumerateMatches(text))
        {
            var step = text.AsSpan(match.Index, match.Length);
            switch (step[^1])
            {
                case '(' or '[':
                    brackets++;
                    break;
                case ')' or ']':
                    brackets--;
                    break;
                case '/':
                case 'd' when step[0] == '{' && step.EndsWith("end", StringComparison.Ordinal):
                    blocks--;
                    break;
                default:
                    // A tag begins anew: a bracket that another did not close is not nesting.
                    (blocks, brackets) = (blocks + (step.EndsWith("{{", StringComparison.Ordinal) ? 0 : 1), 0);
                    break;
            }

            if (blocks > MaxDepth || brackets > MaxDepth)
            {
                throw new PromptTemplateException($"The template is nested deeper than {MaxDepth} levels.");
            }
        }
    }

    // Blocks open and close, brackets open and close, and a plain tag begins. Liquid's tags without an end cannot be told from blocks by their first letters
    // alone, so only those that have one count.
    [GeneratedRegex(@"\{\{~?[#^]|\{\{~?/|\{%-?\s*end|\{%-?\s*(?:if|unless|for|case|capture|tablerow|block|macro|comment|raw|liquid)|\{\{|[()\[\]]")]
    private static partial Regex Steps();
}
