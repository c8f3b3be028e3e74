using Microsoft.Extensions.Logging;

namespace Observability.Diagnostics;

/// <summary>Our log messages.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The LLM observability store {Store} does not open; the application runs on, and what is captured is lost until it does. It is tried again in the background.")]
    public static partial void StoreDoesNotOpen(this ILogger logger, Exception exception, string store);

    [LoggerMessage(2, LogLevel.Information, "The LLM observability store {Store} is open now.")]
    public static partial void StoreOpenedAtLast(this ILogger logger, string store);

    [LoggerMessage(3, LogLevel.Warning, "{Lost} LLM observability records were lost since the last report, {Total} in all: {Reason}")]
    public static partial void RecordsLost(this ILogger logger, long lost, long total, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The LLM observability store refused a write; it is tried again.")]
    public static partial void WriteFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "{What} of LLM observability failed; the record goes on without it.")]
    public static partial void ProcessingFailed(this ILogger logger, Exception exception, string what);

    [LoggerMessage(6, LogLevel.Warning, "Media of LLM observability could not be kept: {Reason}")]
    public static partial void MediaLost(this ILogger logger, string reason);
}
