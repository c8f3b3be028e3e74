using System.Buffers;
using System.Text.Json;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Writes payloads as JSON within the limits, redacting every text on the way and lifting media out.</summary>
/// <remarks>Not thread-safe: the pipeline owns one.</remarks>
public sealed class PayloadWriter : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly List<MediaContent> _media = [];

    internal PayloadWriter(IBufferWriter<byte> buffer) => _json = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions);

    internal IReadOnlyList<MediaContent> Media => _media;

    /// <summary>Begins an object.</summary>
    public void StartObject() => _json.WriteStartObject();

    /// <summary>Ends an object.</summary>
    public void EndObject() => _json.WriteEndObject();

    /// <summary>Begins an array.</summary>
    public void StartArray() => _json.WriteStartArray();

    /// <summary>Ends an array.</summary>
    public void EndArray() => _json.WriteEndArray();

    /// <summary>Writes a property's name.</summary>
    public void Name(string name) => _json.WritePropertyName(name);

    /// <summary>Writes text, redacted and cut at the limit; null becomes JSON null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            _json.WriteNullValue();
        }
        else
        {
            _json.WriteStringValue(text);
        }
    }

    /// <summary>Writes a property that holds text.</summary>
    public void Text(string name, string? text)
    {
        Name(name);
        Text(text);
    }

    /// <summary>Writes a number.</summary>
    public void Number(double value) => _json.WriteNumberValue(value);

    /// <summary>Writes a number.</summary>
    public void Number(long value) => _json.WriteNumberValue(value);

    /// <summary>Writes a boolean.</summary>
    public void Boolean(bool value) => _json.WriteBooleanValue(value);

    /// <summary>Writes JSON null.</summary>
    public void Null() => _json.WriteNullValue();

    /// <summary>Writes JSON that is already there, redacting its texts.</summary>
    public void Json(Payload payload) => _json.WriteRawValue(payload.Utf8.Span, skipInputValidation: true);

    /// <summary>Writes any captured value: null, text, number, boolean, <see cref="Payload"/> or captured payload.</summary>
    public void Value(object? value)
    {
        switch (value)
        {
            case null: Null(); break;
            case string text: Text(text); break;
            case Payload payload: Json(payload); break;
            case Capture.ICapturedPayload captured: captured.WriteTo(this); break;
            case bool flag: Boolean(flag); break;
            case int number: Number((long)number); break;
            case long number: Number(number); break;
            case double number when double.IsFinite(number): Number(number); break;
            case decimal number: _json.WriteNumberValue(number); break;
            default: Text(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }

    /// <summary>Keeps media beside the store and writes its reference in its place.</summary>
    public void MediaReference(string contentType, ReadOnlyMemory<byte> content, string source = "bytes")
    {
        var media = new MediaContent(contentType, content);
        _media.Add(media);
        Text(new MediaReference(media.Id, contentType, source).ToString());
    }

    /// <summary>Returns its buffers.</summary>
    public void Dispose() => _json.Dispose();

    internal void Flush() => _json.Flush();
}
