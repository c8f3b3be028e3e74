using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Observability.Capture.Chat;

/// <summary>Reaches below a middleware that is already built.</summary>
/// <remarks>
/// A cache answers without calling what is below it, and an agent builds its function loop round the client it is given: neither can be seen
/// from outside, and no public member leads inside. Both are read through the one property of <see cref="DelegatingChatClient"/>; if a later version
/// renames it, the caller falls back to what can be seen from outside.
/// </remarks>
internal static class ClientChain
{
    /// <summary>Puts a client between <paramref name="client"/> and what it calls; false when that is not possible.</summary>
    public static bool TryInsertBelow(DelegatingChatClient client, Func<IChatClient, IChatClient> wrap)
    {
        try
        {
            ref var inner = ref InnerClient(client);
            inner = wrap(inner);
            return true;
        }
        catch (MissingFieldException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<InnerClient>k__BackingField")]
    private static extern ref IChatClient InnerClient(DelegatingChatClient client);
}
