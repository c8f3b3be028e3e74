using System.Text;
using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>The chunks of one streamed answer, put together to one message when written.</summary>
internal sealed class StreamedMessagePayload(StreamingChatMessageContent[] updates) : ICapturedPayload
{
    private const int BytesPerChunk = 256;

    // Chunks keep the client's own objects alive; looking into each would cost the caller more than the bound is worth.
    public long EstimatedBytes => (long)updates.Length * BytesPerChunk;

    public void WriteTo(PayloadWriter writer)
    {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        var calls = new SortedDictionary<int, StreamedToolCall>();
        foreach (var item in updates.SelectMany(update => update.Items))
        {
            switch (item)
            {
                case StreamingTextContent chunk:
                    text.Append(chunk.Text);
                    break;
                case StreamingReasoningContent chunk:
                    reasoning.Append(chunk.Text);
                    break;
                case StreamingFunctionCallUpdateContent chunk:
                    calls.TryAdd(chunk.FunctionCallIndex, new StreamedToolCall());
                    calls[chunk.FunctionCallIndex].Add(chunk);
                    break;
            }
        }

        writer.StartObject();
        writer.Text("role", "assistant");
        if (reasoning.Length > 0)
        {
            writer.Text("reasoning_content", reasoning.ToString());
        }

        writer.Text("content", text.Length > 0 || calls.Count == 0 ? text.ToString() : null);
        if (calls.Count > 0)
        {
            writer.Name("tool_calls");
            writer.StartArray();
            foreach (var call in calls.Values)
            {
                ToolCallWriter.Write(writer, call.Id, call.Name, call.Arguments);
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    private sealed class StreamedToolCall
    {
        private readonly StringBuilder _arguments = new();

        public string? Id { get; private set; }

        public string? Name { get; private set; }

        public string Arguments => _arguments.ToString();

        public void Add(StreamingFunctionCallUpdateContent chunk)
        {
            Id ??= chunk.CallId;
            Name ??= chunk.Name;
            _arguments.Append(chunk.Arguments);
        }
    }
}
