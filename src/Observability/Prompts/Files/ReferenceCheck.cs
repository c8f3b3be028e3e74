using Observability.Prompts.Catalog;
using Observability.Prompts.Composition;

namespace Observability.Prompts.Files;

/// <summary>Finds files whose references to other prompts lead nowhere or in a circle.</summary>
internal static class ReferenceCheck
{
    public static async Task<List<PromptProblem>> ProblemsOfAsync(PromptStore store, IEnumerable<FolderPrompt> prompts)
    {
        var problems = new List<PromptProblem>();
        foreach (var file in prompts.SelectMany(prompt => prompt.Versions.Values).Where(file => PromptComposer.HasReferences(file.Values.Content)).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            try
            {
                if (await store.FindVersionAsync(file.Name, null, file.Version, null, CancellationToken.None).ConfigureAwait(false) is { } version)
                {
                    await store.ComposeAsync(version, CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (PromptException exception)
            {
                problems.Add(new PromptProblem(file.Path, LineOf(file.Text), $"{exception.Message} Correct the reference, or bring the other prompt back.", file.Name));
            }
        }

        return problems;
    }

    private static int LineOf(string text) => text.AsSpan(0, Math.Max(0, text.IndexOf("@@@langfusePrompt:", StringComparison.Ordinal))).Count('\n') + 1;
}
