using System.Text;
using System.Text.Json;

namespace Observability.Model;

/// <summary>An immutable JSON value in UTF-8: the input, output, metadata or parameters of an observation.</summary>
/// <remarks>
/// Conversations are a JSON array of messages in the shape of OpenAI chat completions
/// (<c>role</c>, <c>content</c> as text or an array of parts, <c>tool_calls</c>, <c>tool_call_id</c>). Media never appears
/// as base64: a part holds a <see cref="MediaReference"/> in text form. Thread-safe.
/// </remarks>
public sealed class Payload : IEquatable<Payload>
{
    private Payload(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The JSON text in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The number of bytes of <see cref="Utf8"/>.</summary>
    public int Length => Utf8.Length;

    /// <summary>Wraps JSON that is known to be valid; the memory must not change afterwards.</summary>
    public static Payload FromUtf8(ReadOnlyMemory<byte> validJson) => new(validJson);

    /// <summary>Parses JSON text.</summary>
    /// <exception cref="JsonException"><paramref name="json"/> is not valid JSON.</exception>
    public static Payload Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new Payload(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Makes a JSON string value of plain text. Lone surrogates become U+FFFD.</summary>
    public static Payload FromText(string text) => new(JsonSerializer.SerializeToUtf8Bytes(text, JsonDefaults.Options));

    /// <summary>Serialises a value to JSON.</summary>
    public static Payload FromValue<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JsonDefaults.Options));

    /// <summary>Parses the payload into an element that owns its memory.</summary>
    public JsonElement ToElement()
    {
        var reader = new Utf8JsonReader(Utf8.Span, new JsonReaderOptions { MaxDepth = JsonDefaults.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    /// <inheritdoc/>
    public bool Equals(Payload? other) => other is not null && Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Payload);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Returns the JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
