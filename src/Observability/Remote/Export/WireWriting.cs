using System.Globalization;
using System.Text.Json;
using Observability.Model;

namespace Observability.Remote.Export;

/// <summary>How values of records are written as JSON of the wire.</summary>
internal static class WireWriting
{
    public static void Map(Utf8JsonWriter writer, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject();
        foreach (var (name, count) in counts)
        {
            writer.WriteNumber(name, count);
        }

        writer.WriteEndObject();
    }

    public static void Map(Utf8JsonWriter writer, IReadOnlyDictionary<string, decimal> amounts)
    {
        writer.WriteStartObject();
        foreach (var (name, amount) in amounts)
        {
            writer.WriteNumber(name, amount);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a text; null writes nothing.</summary>
    public static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Instant(Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
        {
            writer.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        }
    }

    public static void Json(Utf8JsonWriter writer, string name, Payload? payload)
    {
        if (payload is not null)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(payload.Utf8.Span, skipInputValidation: true);
        }
    }

    public static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
