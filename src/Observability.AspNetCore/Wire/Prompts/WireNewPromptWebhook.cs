namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A webhook with its secret, which is shown this once.</summary>
internal sealed record WireNewPromptWebhook : WirePromptWebhook
{
    /// <summary>What messages are signed with.</summary>
    public required string SecretKey { get; init; }
}
