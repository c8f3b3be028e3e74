using System.Globalization;

namespace Observability.Prompts.Files;

/// <summary>What is wrong with a file of the folder.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Name">The prompt it is about; null when the path names none.</param>
internal sealed record PromptProblem(string Path, int Line, string Message, string? Name = null)
{
    /// <summary>Returns it as compilers write it, e.g. <c>support/answer.prompty(3): …</c>.</summary>
    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Path}({Line}): {Message}") : $"{Path}: {Message}";
}
