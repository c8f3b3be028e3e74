using Microsoft.Extensions.Logging;
using Observability.Diagnostics;

namespace Observability.Prompts.Files;

/// <summary>Says what is wrong with files: to the log once, to whoever asks as long as it is.</summary>
internal sealed class FolderStatus(ILogger logger, TimeProvider time)
{
    private volatile State _state = new([], [], PromptRegistryStatus.Healthy);

    public PromptRegistryStatus Status => _state.Status;

    public IReadOnlyList<PromptProblem> Problems => _state.Problems;

    /// <summary>The first problem of a prompt; null when there is none.</summary>
    public PromptProblem? ProblemOf(string name) => _state.ByName.GetValueOrDefault(name);

    /// <param name="problems">What is wrong now.</param>
    /// <param name="served">The names of the prompts that are served in spite of it.</param>
    public void Set(IReadOnlyList<PromptProblem> problems, IReadOnlySet<string> served)
    {
        var before = _state;
        foreach (var problem in problems.Except(before.Problems))
        {
            logger.PromptFileNotRead(problem.ToString());
        }

        if (problems.Count == 0 && before.Problems.Count > 0)
        {
            logger.PromptFilesReadAgain();
        }

        var health = problems.Any(problem => problem.Name is null || !served.Contains(problem.Name)) ? PromptRegistryHealth.Unavailable : PromptRegistryHealth.Stale;
        _state = new State(
            problems,
            problems.Where(problem => problem.Name is not null).DistinctBy(problem => problem.Name).ToDictionary(problem => problem.Name!),
            problems.Count == 0 ? PromptRegistryStatus.Healthy : new PromptRegistryStatus(health, before.Status.Since ?? time.GetUtcNow(), TextOf(problems)));
    }

    private static string TextOf(IReadOnlyList<PromptProblem> problems) => problems.Count == 1 ? problems[0].ToString() : $"{problems[0]} {problems.Count - 1} more files have problems: see the log.";

    private sealed record State(IReadOnlyList<PromptProblem> Problems, Dictionary<string, PromptProblem> ByName, PromptRegistryStatus Status);
}
