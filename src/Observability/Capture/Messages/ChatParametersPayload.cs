using Microsoft.Extensions.AI;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>Model parameters in the names of OpenAI chat completions, copied when the call started.</summary>
/// <remarks>Only values are held, never the options: they carry tools, factories and user objects.</remarks>
internal sealed class ChatParametersPayload : ICapturedPayload
{
    private const string ServiceTierKey = "service_tier";

    private readonly ChatOptions _options;
    private readonly string[]? _tools;
    private readonly string? _serviceTier;
    private readonly bool _stream;

    private ChatParametersPayload(ChatOptions options, bool stream)
    {
        _stream = stream;
        _serviceTier = options.AdditionalProperties is { } extra
            && (extra.TryGetValue(ServiceTierKey, out var tier) || extra.TryGetValue("ServiceTier", out tier)) ? tier?.ToString() : null;
        if (options.Tools is { Count: > 0 } tools)
        {
            _tools = new string[tools.Count];
            for (var i = 0; i < _tools.Length; i++)
            {
                _tools[i] = tools[i].Name;
            }
        }

        _options = new ChatOptions
        {
            Temperature = options.Temperature,
            TopP = options.TopP,
            TopK = options.TopK,
            MaxOutputTokens = options.MaxOutputTokens,
            FrequencyPenalty = options.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty,
            Seed = options.Seed,
            Reasoning = options.Reasoning,
            ResponseFormat = options.ResponseFormat,
            StopSequences = options.StopSequences is { Count: > 0 } stops ? [.. stops] : null,
            ToolMode = options.ToolMode,
            AllowMultipleToolCalls = options.AllowMultipleToolCalls,
        };
    }

    /// <inheritdoc/>
    public long EstimatedBytes => 512 + (32L * (_tools?.Length ?? 0));

    /// <summary>Copies the parameters; null when there is nothing to say.</summary>
    public static ChatParametersPayload? Of(ChatOptions? options, bool stream) =>
        options is null ? null : new ChatParametersPayload(options, stream);

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        writer.StartObject();
        Number(writer, "temperature", _options.Temperature);
        Number(writer, "top_p", _options.TopP);
        Number(writer, "top_k", _options.TopK);
        Number(writer, "max_tokens", _options.MaxOutputTokens);
        Number(writer, "frequency_penalty", _options.FrequencyPenalty);
        Number(writer, "presence_penalty", _options.PresencePenalty);
        Number(writer, "seed", _options.Seed);
        if (_options.Reasoning?.Effort is { } effort)
        {
            writer.Text("reasoning_effort", effort == ReasoningEffort.ExtraHigh ? "xhigh" : effort.ToString().ToLowerInvariant());
        }

        if (_serviceTier is not null)
        {
            writer.Text(ServiceTierKey, _serviceTier);
        }

        if (_options.ResponseFormat is { } format)
        {
            writer.Text("response_format", format is ChatResponseFormatJson { Schema: not null } json ? $"json_schema:{json.SchemaName}" : format is ChatResponseFormatJson ? "json_object" : "text");
        }

        Texts(writer, "stop", _options.StopSequences);
        Texts(writer, "tools", _tools);
        if (_options.ToolMode is { } mode)
        {
            writer.Text("tool_choice", mode switch
            {
                RequiredChatToolMode { RequiredFunctionName: { } name } => name,
                RequiredChatToolMode => "required",
                NoneChatToolMode => "none",
                _ => "auto",
            });
        }

        if (_options.AllowMultipleToolCalls is { } parallel)
        {
            writer.Name("parallel_tool_calls");
            writer.Boolean(parallel);
        }

        if (_stream)
        {
            writer.Name("stream");
            writer.Boolean(true);
        }

        writer.EndObject();
    }

    // Through decimal: 0.2f is 0.2, not 0.20000000298023224.
    private static void Number(PayloadWriter writer, string name, float? value)
    {
        if (value is { } number && float.IsFinite(number))
        {
            writer.Name(name);
            writer.Value(Math.Abs(number) < 1e9f ? (decimal)number : (object)(double)number);
        }
    }

    private static void Number(PayloadWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.Name(name);
            writer.Number(number);
        }
    }

    private static void Texts(PayloadWriter writer, string name, IEnumerable<string>? values)
    {
        if (values is null)
        {
            return;
        }

        writer.Name(name);
        writer.StartArray();
        foreach (var value in values)
        {
            writer.Text(value);
        }

        writer.EndArray();
    }
}
