using System.Buffers;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Turns captured values into payloads with one writer and one buffer. Not thread-safe.</summary>
internal sealed class PayloadSerializer(LlmObservabilityOptions options, TextRedactor redactor, PipelineHealth health)
{
    private const int MaxKeptBuffer = 1024 * 1024;

    private readonly PayloadLimits _limits = PayloadLimits.Of(options);
    private ArrayBufferWriter<byte> _buffer = new();
    private PayloadWriter? _writer;
    private PayloadWriter? _metadataWriter;

    /// <summary>Serialises input, output or parameters; null stays null.</summary>
    public Payload? Serialize(object? value, Action<MediaContent> addMedia)
    {
        if (value is null)
        {
            return null;
        }

        var writer = _writer ??= new PayloadWriter(_buffer, _limits, redactor, health);
        writer.Reset(_buffer);
        writer.Value(value);
        return Finish(writer, addMedia);
    }

    /// <summary>Serialises metadata within <see cref="MetadataLimits"/>.</summary>
    public Payload? SerializeMetadata(IEnumerable<KeyValuePair<string, object?>>? metadata, Action<MediaContent> addMedia)
    {
        if (metadata is null)
        {
            return null;
        }

        var writer = MetadataWriter();
        writer.StartObject();
        foreach (var (key, value) in metadata.Take(MetadataLimits.MaxKeys))
        {
            writer.Key(key.Length > MetadataLimits.MaxKeyLength ? key[..MetadataLimits.MaxKeyLength] : key);
            writer.Value(value);
        }

        writer.EndObject();
        return Finish(writer, addMedia);
    }

    /// <summary>Brings metadata that is JSON already within the limits.</summary>
    public Payload? SerializeMetadata(Payload? metadata, Action<MediaContent> addMedia)
    {
        if (metadata is null)
        {
            return null;
        }

        var writer = MetadataWriter();
        writer.Json(metadata);
        return Finish(writer, addMedia);
    }

    private PayloadWriter MetadataWriter()
    {
        var writer = _metadataWriter ??= new PayloadWriter(_buffer, _limits with { Bytes = Math.Min(MetadataLimits.MaxBytes, _limits.Bytes) }, redactor, health);
        writer.Reset(_buffer);
        return writer;
    }

    private Payload Finish(PayloadWriter writer, Action<MediaContent> addMedia)
    {
        writer.Flush();
        foreach (var media in writer.Media)
        {
            addMedia(media);
        }

        var payload = Payload.FromUtf8(_buffer.WrittenSpan.ToArray());
        if (_buffer.Capacity > MaxKeptBuffer)
        {
            // One large payload must not keep its buffer for the life of the process.
            _buffer = new ArrayBufferWriter<byte>();
        }
        else
        {
            _buffer.ResetWrittenCount();
        }

        return payload;
    }
}
