using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>Counts under a connector's own names, brought to the one ledger.</summary>
/// <remarks>
/// OpenAI: InputTokenCount with InputTokenDetails.CachedTokenCount; Mistral: PromptTokens; Bedrock: InputTokens beside the cache
/// counts; Google: PromptTokenCount, CandidatesTokenCount beside ThoughtsTokenCount; HuggingFace: UsagePromptTokens.
/// </remarks>
internal sealed class TokenCounts
{
    private long? _input;
    private long? _output;
    private long? _total;
    private long? _cached;
    private long? _cacheRead;
    private long? _cacheWrite;
    private long? _reasoning;
    private long? _thoughts;
    private long? _inputAudio;
    private long? _outputAudio;

    public void Set(string group, string name, long value)
    {
        var output = group.StartsWith("Output", StringComparison.OrdinalIgnoreCase) || group.StartsWith("Completion", StringComparison.OrdinalIgnoreCase);
        switch (name)
        {
            case "InputTokenCount" or "InputTokens" or "PromptTokens" or "PromptTokenCount" or "UsagePromptTokens":
                _input = value;
                break;
            case "OutputTokenCount" or "OutputTokens" or "CompletionTokens" or "CandidatesTokenCount" or "UsageCompletionTokens":
                _output = value;
                break;
            case "TotalTokenCount" or "TotalTokens":
                _total = value;
                break;
            case "CachedTokenCount" or "CachedContentTokenCount" or "CachedTokens":
                _cached = value;
                break;
            case "CacheReadInputTokens":
                _cacheRead = value;
                break;
            case "CacheWriteInputTokens" or "CacheCreationInputTokens":
                _cacheWrite = value;
                break;
            case "ReasoningTokenCount" or "ReasoningTokens":
                _reasoning = value;
                break;
            case "ThoughtsTokenCount":
                _thoughts = value;
                break;
            case "AudioTokenCount" when output:
                _outputAudio = value;
                break;
            case "AudioTokenCount":
                _inputAudio = value;
                break;
        }
    }

    public Usage? ToUsage()
    {
        if (_input is null && _output is null && _total is null)
        {
            return null;
        }

        // Bedrock and Anthropic count cache reads and writes beside the input, Google thoughts beside the candidates; the ledger counts them in.
        var input = _cacheRead is null && _cacheWrite is null ? _input : (_input ?? 0) + (_cacheRead ?? 0) + (_cacheWrite ?? 0);
        var output = _thoughts is null ? _output : (_output ?? 0) + _thoughts;
        return new Usage
        {
            Input = input,
            Output = output,
            Total = _total is { } total && total != (input ?? 0) + (output ?? 0) ? total : null,
            CachedInput = NullIfZero(_cached ?? _cacheRead),
            CacheWrite = NullIfZero(_cacheWrite),
            Reasoning = NullIfZero(_reasoning ?? _thoughts),
            InputAudio = NullIfZero(_inputAudio),
            OutputAudio = NullIfZero(_outputAudio),
        };
    }

    private static long? NullIfZero(long? value) => value is 0 ? null : value;
}
