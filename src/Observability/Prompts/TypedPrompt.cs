using Microsoft.Extensions.AI;
using Observability.Prompts.Templates;

namespace Observability.Prompts;

/// <summary>A prompt whose variables are the properties of a type.</summary>
/// <typeparam name="T">The type, marked with <see cref="PromptAttribute"/>.</typeparam>
public readonly record struct TypedPrompt<T>
    where T : notnull
{
    internal TypedPrompt(PromptVersion version) => Version = version;

    /// <summary>The version that was pulled.</summary>
    public PromptVersion Version { get; }

    /// <summary>Renders a text prompt.</summary>
    /// <exception cref="InvalidOperationException">It is a chat prompt.</exception>
    public string Render(T values) => Version.Render(PropertyBinding.Read(Version, values));

    /// <summary>Renders the prompt to messages; the generations made from them are linked to it.</summary>
    public IList<ChatMessage> ToMessages(T values) => Version.ToMessages(PropertyBinding.Read(Version, values));

    /// <summary>Makes the options that its configuration describes; see <see cref="PromptVersionChatExtensions.ToChatOptions"/>.</summary>
    public ChatOptions ToChatOptions(IEnumerable<AITool>? tools = null) => Version.ToChatOptions(tools);
}
