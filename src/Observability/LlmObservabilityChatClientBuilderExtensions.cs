using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture.Chat;

namespace Observability;

/// <summary>Adds LLM observability to chat clients.</summary>
public static class LlmObservabilityChatClientBuilderExtensions
{
    /// <summary>Captures every call of the client.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="observability">Where to; by default the one registered in the services the client is built with, else <see cref="LlmObservability.Default"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Put it last (innermost) to capture each model call as a generation; tools of a function loop further out are then joined from the messages.
    /// Put it first (outermost) to capture the function loop with the exact timing of its tools. Both together give the full picture.
    /// The client is returned unchanged when capture is off, or when it is observed at this place already.
    /// </remarks>
    public static ChatClientBuilder UseLlmObservability(this ChatClientBuilder builder, LlmObservability? observability = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) =>
            LlmObservabilityChatClient.Wrap(inner, observability ?? services.GetService<LlmObservability>() ?? LlmObservability.Default));
    }
}
