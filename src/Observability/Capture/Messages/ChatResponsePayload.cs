using Microsoft.Extensions.AI;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>The messages of an answer as they were when it arrived: one message alone, several as an array.</summary>
internal sealed class ChatResponsePayload : ICapturedPayload
{
    private readonly MessageSnapshot _only;
    private readonly MessageSnapshot[]? _several;

    public ChatResponsePayload(IList<ChatMessage> messages)
    {
        long bytes = 0;
        if (messages.Count == 1)
        {
            _only = MessageSnapshot.Of(messages[0], ref bytes);
        }
        else
        {
            _several = new MessageSnapshot[messages.Count];
            for (var i = 0; i < _several.Length; i++)
            {
                _several[i] = MessageSnapshot.Of(messages[i], ref bytes);
            }
        }

        EstimatedBytes = bytes + (48L * messages.Count);
    }

    /// <inheritdoc/>
    public long EstimatedBytes { get; }

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        if (_several is null)
        {
            MessageWriter.Write(writer, _only);
            return;
        }

        writer.StartArray();
        foreach (var message in _several)
        {
            MessageWriter.Write(writer, message);
        }

        writer.EndArray();
    }
}
