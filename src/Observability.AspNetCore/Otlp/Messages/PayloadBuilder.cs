using System.Buffers;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Makes payloads of attribute values and of what is written to its writer. Payloads own their bytes. Not thread-safe; one at a time.</summary>
internal sealed class PayloadBuilder : IDisposable
{
    private const int MaxKeptBuffer = 1024 * 1024;

    private ArrayBufferWriter<byte> _buffer = new(4096);
    private Utf8JsonWriter _writer;

    public PayloadBuilder() => _writer = new Utf8JsonWriter(_buffer, JsonForm.WriterOptions);

    /// <summary>Begins a payload.</summary>
    public Utf8JsonWriter Begin()
    {
        if (_buffer.Capacity > MaxKeptBuffer)
        {
            _writer.Dispose();
            _buffer = new(4096);
            _writer = new Utf8JsonWriter(_buffer, JsonForm.WriterOptions);
        }

        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        return _writer;
    }

    /// <summary>Ends the payload that was begun.</summary>
    public Payload End() => Payload.FromUtf8(EndBytes());

    /// <summary>Ends what was begun, as JSON text.</summary>
    public byte[] EndBytes()
    {
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>A value as a payload: objects and arrays in JSON become what they spell, other texts stay text; null when it says nothing.</summary>
    public Payload? Of(in OtlpValue value) => Of(value, value.Kind == OtlpValueKind.Text && JsonForm.IsStructure(value.Utf8.Span));

    /// <summary>A value that its writer spells in JSON; text that is none stays text; null when it says nothing, <c>null</c> in JSON too.</summary>
    public Payload? OfJson(in OtlpValue value) => value.Kind == OtlpValueKind.Text && value.Utf8.Span.SequenceEqual("null"u8)
        ? null
        : Of(value, value.Kind == OtlpValueKind.Text && JsonForm.IsAny(value.Utf8.Span));

    /// <summary>A value as a document, when it is an object or an array in JSON or otherwise; null when it is neither. The caller disposes it.</summary>
    public JsonDocument? Document(in OtlpValue value)
    {
        if (value.Kind == OtlpValueKind.Text)
        {
            return JsonForm.Parse(value.Utf8);
        }

        if (value.Kind is not (OtlpValueKind.List or OtlpValueKind.Map))
        {
            return null;
        }

        value.WriteTo(Begin());
        return JsonForm.Parse(EndBytes());
    }

    public void Dispose() => _writer.Dispose();

    private Payload? Of(in OtlpValue value, bool isJson)
    {
        if (value.IsEmpty)
        {
            return null;
        }

        if (isJson)
        {
            return Payload.FromUtf8(value.Utf8.ToArray());
        }

        value.WriteTo(Begin());
        return End();
    }
}
