namespace Observability.Prompts;

/// <summary>How values are inserted into a prompt: the key <c>templateEncoding</c> of its configuration.</summary>
/// <remarks>
/// A chat prompt is split into messages before values are inserted, so no value can begin a message. A text that something else splits later,
/// as Semantic Kernel does with <c>&lt;message role="…"&gt;</c> or a model with <c>&lt;|im_start|&gt;</c>, needs <see cref="Xml"/>.
/// </remarks>
public enum PromptEncoding
{
    /// <summary>As they are. <c>none</c>.</summary>
    None = 0,

    /// <summary>With <c>&amp;lt;</c> for <c>&lt;</c> and so on, so that a value cannot open or close an element; a <see cref="TrustedText"/> is inserted as it is. <c>xml</c>.</summary>
    Xml,
}
