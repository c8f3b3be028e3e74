using Microsoft.Extensions.Logging;

namespace Observability.AspNetCore.Access;

internal static partial class AccessLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message =
        "LLM observability at {Prefix} answered a request with 404 because {Reason}. Without authorization it is open only in Development, from this machine and "
        + "without a proxy. To open it, require authorization: app.MapLlmObservability(\"{Prefix}\").RequireAuthorization(), or send an API key. This is said once.")]
    public static partial void RefusedAccess(this ILogger logger, string prefix, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message =
        "A client presented the secret of the API key {PublicKey} with another public key. The secret decides, so it was let in; correct the client's public key. This is said once.")]
    public static partial void PublicKeyOfAnotherSecret(this ILogger logger, string publicKey);
}
