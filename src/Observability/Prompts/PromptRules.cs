using Observability.Model;

namespace Observability.Prompts;

/// <summary>What a draft must keep to beside the shapes of names and labels.</summary>
internal static class PromptRules
{
    /// <exception cref="PromptException">The commit message or the tags are too long or too many.</exception>
    public static void Check(PromptDraft draft)
    {
        if (draft.CommitMessage is { Length: > PromptDraft.MaxCommitMessageLength and var length })
        {
            throw PromptException.Invalid($"The commit message has {length} characters. It may have at most {PromptDraft.MaxCommitMessageLength}.");
        }

        CheckTags(draft.Tags ?? []);
    }

    /// <exception cref="PromptException">The tags are too long or too many.</exception>
    public static void CheckTags(IReadOnlyCollection<string> tags)
    {
        if (tags.Count > MetadataLimits.MaxTags)
        {
            throw PromptException.Invalid($"The prompt would have {tags.Count} tags. It may have at most {MetadataLimits.MaxTags}.");
        }

        if (tags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > MetadataLimits.MaxNameLength))
        {
            throw PromptException.Invalid($"A tag has from 1 to {MetadataLimits.MaxNameLength} characters and is not blank. The tags are: '{string.Join("', '", tags.Select(tag => tag?[..Math.Min(tag.Length, 80)]))}'.");
        }
    }
}
