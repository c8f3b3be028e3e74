namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Whether a label is protected.</summary>
internal sealed record PromptProtectionBody
{
    /// <summary>Whether only changes that override the protection move it.</summary>
    public bool? IsProtected { get; init; }
}
