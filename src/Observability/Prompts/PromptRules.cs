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

        if (tags.FirstOrDefault(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > MetadataLimits.MaxNameLength) is { } wrong)
        {
            throw PromptException.Invalid($"'{wrong[..Math.Min(wrong.Length, 80)]}' cannot be a tag: a tag has from 1 to {MetadataLimits.MaxNameLength} characters.");
        }
    }
}
