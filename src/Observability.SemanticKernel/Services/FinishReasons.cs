using System.Text.Json;

namespace Observability.SemanticKernel.Services;

/// <summary>Gives the finish reasons of all connectors the names of the chat completions API.</summary>
internal static class FinishReasons
{
    public static string? Read(IReadOnlyDictionary<string, object?>? metadata)
    {
        var reason = metadata is null ? null
            : metadata.TryGetValue("FinishReason", out var value) || metadata.TryGetValue("StopReason", out value) ? value?.ToString()
            : null;
        return reason switch
        {
            null or "" or "FinishReasonUnspecified" or "FINISH_REASON_UNSPECIFIED" => null,
            "Stop" or "stop" or "STOP" or "end_turn" or "EndTurn" or "stop_sequence" => "stop",
            "ToolCalls" or "tool_calls" or "tool_use" or "FunctionCall" => "tool_calls",
            "Length" or "length" or "MAX_TOKENS" or "max_tokens" => "length",
            "ContentFilter" or "content_filter" or "SAFETY" => "content_filter",
            _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason),
        };
    }
}
