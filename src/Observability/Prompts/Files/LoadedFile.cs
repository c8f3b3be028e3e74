namespace Observability.Prompts.Files;

/// <summary>What is known of a file.</summary>
/// <param name="Found">How it was found.</param>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Hash">The hash of its bytes; 0 when they could not be read.</param>
/// <param name="Good">The last that could be read of it; null when it never was a prompt.</param>
/// <param name="Problem">What is wrong with what it holds now.</param>
internal sealed record LoadedFile(FoundFile Found, DateTimeOffset ReadAt, ulong Hash, PromptFile? Good, PromptProblem? Problem)
{
    /// <summary>File systems tell times in steps: what is written within the step in which it was read looks the same.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>Whether what is served, and what is wrong, is the same.</summary>
    public bool IsSameAs(LoadedFile other) => ReferenceEquals(Good, other.Good) && Problem == other.Problem;

    public bool IsCurrent(FoundFile found) => Hash != 0 && found == Found && ReadAt - Found.WrittenAt > Step;
}
