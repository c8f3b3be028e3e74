using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>A snapshot of a conversation, written in the shape of OpenAI chat completions: an array, or an answer's one message alone.</summary>
internal sealed class MessagesPayload(ChatMessageContent[] messages, bool isAnswer = false) : ICapturedPayload
{
    public long EstimatedBytes
    {
        get
        {
            long bytes = 0;
            foreach (var message in messages)
            {
                bytes += MessageWriter.EstimateBytes(message);
            }

            return bytes;
        }
    }

    public void WriteTo(PayloadWriter writer)
    {
        if (isAnswer && messages.Length == 1)
        {
            MessageWriter.Write(writer, messages[0]);
            return;
        }

        writer.StartArray();
        foreach (var message in messages)
        {
            MessageWriter.Write(writer, message);
        }

        writer.EndArray();
    }
}
