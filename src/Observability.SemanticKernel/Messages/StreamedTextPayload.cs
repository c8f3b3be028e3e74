using System.Text;
using Observability.Capture;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>What a stream yielded, put together to one text when written.</summary>
internal sealed class StreamedTextPayload(object[] items) : ICapturedPayload
{
    private const int BytesPerChunk = 64;

    public long EstimatedBytes => (long)items.Length * BytesPerChunk;

    public void WriteTo(PayloadWriter writer)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            text.Append(item as string ?? item.ToString());
        }

        writer.Text(text.ToString());
    }
}
