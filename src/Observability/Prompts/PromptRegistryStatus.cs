namespace Observability.Prompts;

/// <summary>How a registry does.</summary>
/// <param name="Health">What its answers rest on.</param>
/// <param name="Since">Since when, where it is not healthy.</param>
/// <param name="LastError">What went wrong last, where it is not healthy.</param>
public sealed record PromptRegistryStatus(PromptRegistryHealth Health, DateTimeOffset? Since = null, string? LastError = null)
{
    internal static PromptRegistryStatus Healthy { get; } = new(PromptRegistryHealth.Healthy);
}
