namespace Observability.Prompts;

/// <summary>A registry refused; <see cref="Fault"/> says why, for programs.</summary>
public sealed class PromptException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PromptException(PromptFault fault, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Fault = fault;
    }

    /// <summary>Why.</summary>
    public PromptFault Fault { get; }

    internal static PromptException NotFound(string name, PromptLabel? label, int? version) => new(
        PromptFault.NotFound,
        version is { } number ? $"Prompt not found: '{name}' with version {number}" : $"Prompt not found: '{name}' with label '{label ?? PromptLabel.Production}'");

    internal static PromptException Invalid(string message) => new(PromptFault.Invalid, message);
}
