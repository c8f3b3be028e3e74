using Observability.Prompts.Rollout;

namespace Observability.Prompts.Caching;

/// <summary>The answer to a question, for every caller: with the versions that a split label also leads to.</summary>
/// <param name="Version">What the label points to, composed.</param>
/// <param name="Split">How the label is split; null when it is not.</param>
/// <param name="Arms">The versions of the split in its order, composed.</param>
internal sealed record PulledPrompt(PromptVersion Version, PromptSplit? Split = null, IReadOnlyList<PromptVersion>? Arms = null)
{
    /// <summary>The version for a caller; allocates nothing where the label is not split.</summary>
    public PromptVersion Choose(string? key) =>
        Split is { } split && (key ?? SplitChoice.AmbientKey()) is { } chosenBy
            ? ArmOf(SplitChoice.Choose(Version.Name, Version.Label ?? PromptLabel.Production, Version.Version, split, chosenBy))
            : Version;

    /// <summary>Whether a caller would not notice the difference.</summary>
    public bool IsSameAs(PulledPrompt other) =>
        IsSame(Version, other.Version) && Equals(Split, other.Split) && (Arms ?? []).Count == (other.Arms ?? []).Count && (Arms ?? []).Zip(other.Arms ?? []).All(pair => IsSame(pair.First, pair.Second));

    private PromptVersion ArmOf(int number)
    {
        foreach (var arm in Arms ?? [])
        {
            if (arm.Version == number)
            {
                return arm;
            }
        }

        return Version;
    }

    private static bool IsSame(PromptVersion one, PromptVersion other) =>
        one.Id == other.Id && one.Version == other.Version && one.UpdatedAt == other.UpdatedAt && one.Label == other.Label
        && one.Content.Equals(other.Content) && one.Config.Equals(other.Config) && one.Labels.SequenceEqual(other.Labels) && one.Tags.SequenceEqual(other.Tags);
}
