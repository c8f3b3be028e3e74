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

    [LoggerMessage(20, LogLevel.Information, "LLM observability sends what it captures to the server {Server}; what it cannot take waits in {Outbox}.")]
    public static partial void SendsToServer(this ILogger logger, string server, string outbox);

    [LoggerMessage(21, LogLevel.Warning, "The LLM observability server {Server} takes nothing now; telemetry waits in {Outbox} and is sent later. It said: {Reason}")]
    public static partial void ServerIsDown(this ILogger logger, string server, string outbox, string reason);

    [LoggerMessage(22, LogLevel.Information, "The LLM observability server {Server} takes telemetry again.")]
    public static partial void ServerIsBack(this ILogger logger, string server);

    [LoggerMessage(23, LogLevel.Warning, "The LLM observability server {Server} left out {Count} items of a request: {Reason}")]
    public static partial void RecordsRejected(this ILogger logger, string server, int count, string reason);

    [LoggerMessage(24, LogLevel.Error, "The LLM observability server {Server} refused {Records} records for good; they are kept in {Folder}. It said: {Reason}")]
    public static partial void ParcelRefused(this ILogger logger, string server, int records, string folder, string reason);

    [LoggerMessage(25, LogLevel.Warning, "The outbox {Outbox} of LLM observability is full: {Lost} of the oldest records were dropped, {Total} in all.")]
    public static partial void OutboxIsFull(this ILogger logger, int lost, long total, string outbox);

    [LoggerMessage(26, LogLevel.Warning, "The outbox {Outbox} of LLM observability cannot be used.")]
    public static partial void OutboxFailed(this ILogger logger, Exception exception, string outbox);

    [LoggerMessage(40, LogLevel.Warning, "Prompt {Question} could not be pulled from the registry. What prompts rest on until it can: {Health}.")]
    public static partial void PromptsNotPulled(this ILogger logger, Exception exception, string question, Prompts.PromptRegistryHealth health);

    [LoggerMessage(41, LogLevel.Information, "The prompt registry can be reached again.")]
    public static partial void PromptsPulledAgain(this ILogger logger);

    [LoggerMessage(42, LogLevel.Warning, "Prompt {Question} could not be kept in or read from {Directory}: the application will not start from it while the registry is down.")]
    public static partial void PromptNotPinned(this ILogger logger, Exception exception, string question, string directory);

    [LoggerMessage(43, LogLevel.Error, "The prompt of {Type} could not be checked: the registry cannot be reached.")]
    public static partial void PromptNotChecked(this ILogger logger, Exception exception, string type);

    [LoggerMessage(46, LogLevel.Warning, "A file of prompts is not served as it is now: {Problem}")]
    public static partial void PromptFileNotRead(this ILogger logger, string problem);

    [LoggerMessage(47, LogLevel.Information, "All files of prompts are served again as they are.")]
    public static partial void PromptFilesReadAgain(this ILogger logger);

    [LoggerMessage(44, LogLevel.Information, "The rollout of prompt {Prompt} version {Version}: {Action}. {Reason}")]
    public static partial void RolloutDecided(this ILogger logger, string prompt, int version, Prompts.Rollout.RolloutAction action, string reason);

    [LoggerMessage(45, LogLevel.Warning, "The rollouts of prompts could not be looked at; the next look is in a minute.")]
    public static partial void RolloutsNotEvaluated(this ILogger logger, Exception exception);

    [LoggerMessage(48, LogLevel.Warning, "Webhooks about prompts could not be looked at; the next look is in a minute.")]
    public static partial void WebhooksNotSent(this ILogger logger, Exception exception);
}
