using Microsoft.Extensions.Logging;

namespace Observability.Diagnostics;

/// <summary>Our log messages.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The LLM observability store {Store} does not open; the application runs on, and what is captured is lost until it does. It is tried again in the background.")]
    public static partial void StoreDoesNotOpen(this ILogger logger, Exception exception, string store);

    [LoggerMessage(2, LogLevel.Information, "The LLM observability store {Store} is open now.")]
    public static partial void StoreOpenedAtLast(this ILogger logger, string store);
}
