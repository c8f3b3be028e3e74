namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>The tags of a prompt.</summary>
internal sealed record PromptTagsBody
{
    /// <summary>All of its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
