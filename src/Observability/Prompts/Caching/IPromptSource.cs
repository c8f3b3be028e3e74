namespace Observability.Prompts.Caching;

/// <summary>A registry that is asked over a distance, and so for all callers at once.</summary>
internal interface IPromptSource : IPromptRegistry
{
    /// <summary>Gets what a label or number leads to, for any caller.</summary>
    /// <exception cref="PromptException">There is no such version.</exception>
    Task<PulledPrompt> PullAsync(PromptName name, PromptLabel? label, int? version, CancellationToken cancellationToken = default);
}
