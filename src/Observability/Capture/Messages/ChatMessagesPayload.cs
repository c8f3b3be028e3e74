using Microsoft.Extensions.AI;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>A conversation as it was when a call started, written as an array of messages in the shape of OpenAI chat completions.</summary>
internal sealed class ChatMessagesPayload : ICapturedPayload
{
    private readonly MessageSnapshot[] _messages;

    /// <param name="messages">The messages as sent.</param>
    /// <param name="instructions">System instructions given beside the messages, written first.</param>
    public ChatMessagesPayload(IList<ChatMessage> messages, string? instructions = null)
    {
        var offset = string.IsNullOrEmpty(instructions) ? 0 : 1;
        long bytes = 0;
        _messages = new MessageSnapshot[messages.Count + offset];
        if (offset == 1)
        {
            bytes += 2L * instructions!.Length;
            _messages[0] = new MessageSnapshot("system", null, instructions);
        }

        for (var i = offset; i < _messages.Length; i++)
        {
            _messages[i] = MessageSnapshot.Of(messages[i - offset], ref bytes);
        }

        EstimatedBytes = bytes + (48L * _messages.Length);
    }

    /// <inheritdoc/>
    public long EstimatedBytes { get; }

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer)
    {
        writer.StartArray();
        foreach (var message in _messages)
        {
            MessageWriter.Write(writer, message);
        }

        writer.EndArray();
    }
}
