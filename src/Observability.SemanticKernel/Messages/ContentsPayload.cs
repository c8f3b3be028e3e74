using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>Contents that belong to no message: the images, clips and files a service takes or makes.</summary>
internal sealed class ContentsPayload(KernelContent[] contents) : ICapturedPayload
{
    private const int Overhead = 96;

    public long EstimatedBytes => contents.Sum(content => Overhead + (content is BinaryContent { CanRead: true } binary ? binary.Data?.Length ?? 0 : 0L));

    public void WriteTo(PayloadWriter writer)
    {
        writer.StartArray();
        foreach (var content in contents)
        {
            ContentPartWriter.Write(writer, content);
        }

        writer.EndArray();
    }
}
