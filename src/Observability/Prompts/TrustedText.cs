namespace Observability.Prompts;

/// <summary>Text that is inserted as it is, whatever the encoding of the prompt: markup of your own, never words of a user or a model.</summary>
/// <param name="Value">The text.</param>
public sealed record TrustedText(string Value)
{
    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
