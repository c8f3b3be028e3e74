using Microsoft.Extensions.AI;
using Observability.Capture.Chat;

namespace Observability.SemanticKernel.Services;

/// <summary>Observes a chat client that a connector registered with Semantic Kernel's own function loop inside.</summary>
internal static class ObservedChatClient
{
    /// <summary>Observes the loop from outside and, below it, each model call.</summary>
    public static IChatClient Of(IChatClient client, LlmObservability observability, bool ownsInner)
    {
        if (client.GetService<FunctionInvokingChatClient>() is { } loop)
        {
            // The loop sums the usage of its model calls: each one's own is only seen below it.
            ClientChain.TryInsertBelow(loop, below => LlmObservabilityChatClient.Wrap(below, observability));
        }

        return LlmObservabilityChatClient.Wrap(ownsInner ? client : new BorrowedChatClient(client), observability);
    }

    /// <summary>Keeps a container from disposing a client that was registered as an instance and is its creator's to dispose.</summary>
    private sealed class BorrowedChatClient(IChatClient client) : DelegatingChatClient(client)
    {
#pragma warning disable CA2215 // Not to dispose the inner client is what this class is for.
        protected override void Dispose(bool disposing)
        {
        }
#pragma warning restore CA2215
    }
}
