namespace Observability.Prompts;

/// <summary>A prompt could not be rendered: a variable is missing, or its template is not valid.</summary>
public sealed class PromptTemplateException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PromptTemplateException(string message, string? variable = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Variable = variable;
    }

    /// <summary>The variable or placeholder that is missing; null when something else is wrong.</summary>
    public string? Variable { get; }

    internal static PromptTemplateException Missing(string variable, IEnumerable<string> given) =>
        new($"Variable '{variable}' of the prompt has no value. Given are: {(string.Join(", ", given) is { Length: > 0 } names ? names : "none")}.", variable);
}
