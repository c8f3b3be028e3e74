using Microsoft.Extensions.AI;

namespace Observability.Capture.Messages;

/// <summary>Sees a stream's updates pass and keeps what its observation needs.</summary>
/// <param name="keepContent">Whether texts may be kept; without them only model, finish reason, usage and tool calls are.</param>
internal sealed class ChatUpdateCollector(bool keepContent)
{
    private List<FunctionCallContent>? _calls;

    public ChatUpdatesPayload Updates { get; } = new();

    public string? ModelId { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    public bool HasUsage { get; private set; }

    /// <summary>The tool calls that the caller is to run.</summary>
    public IReadOnlyList<FunctionCallContent> ToolCalls => _calls ?? [];

    public void Add(ChatResponseUpdate update)
    {
        ModelId = update.ModelId ?? ModelId;
        FinishReason = update.FinishReason ?? FinishReason;
        var carriesUsage = false;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case UsageContent:
                    carriesUsage = true;
                    break;
                case FunctionCallContent { InformationalOnly: false } call:
                    (_calls ??= []).Add(call);
                    break;
            }
        }

        HasUsage |= carriesUsage;
        if (keepContent || carriesUsage)
        {
            Updates.Add(update);
        }
    }
}
