using Microsoft.Extensions.Logging;

namespace Observability.Evaluation.Online;

/// <summary>What online evaluation logs.</summary>
internal static partial class OnlineLog
{
    [LoggerMessage(40, LogLevel.Warning, "LLM observability judges no live traffic: {Reason}")]
    public static partial void CannotJudgeOnline(this ILogger logger, string reason);

    [LoggerMessage(41, LogLevel.Warning, "Online evaluation of LLM observability failed; it is tried again.")]
    public static partial void OnlineEvaluationFailed(this ILogger logger, Exception exception);

    [LoggerMessage(42, LogLevel.Warning, "Online evaluation of LLM observability is behind: {Missed} observations were passed over since the last report, {Total} in all. A backfill judges them.")]
    public static partial void OnlineEvaluationIsBehind(this ILogger logger, long missed, long total);
}
