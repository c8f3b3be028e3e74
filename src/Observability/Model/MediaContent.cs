namespace Observability.Model;

/// <summary>An image, audio clip or file, kept by the hash of its content beside the payloads that name it.</summary>
public sealed class MediaContent
{
    /// <summary>Wraps content and computes its id.</summary>
    public MediaContent(string contentType, ReadOnlyMemory<byte> content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        ContentType = contentType;
        Content = content;
        Id = MediaId.Of(content.Span);
    }

    /// <summary>The id: a hash of the content.</summary>
    public MediaId Id { get; }

    /// <summary>The media type, e.g. <c>image/png</c>.</summary>
    public string ContentType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }
}
