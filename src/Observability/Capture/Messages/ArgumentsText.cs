using System.Text.Json;
using Observability.Model;

namespace Observability.Capture.Messages;

/// <summary>Tool arguments and results as the JSON text that chat completions carry them in.</summary>
internal static class ArgumentsText
{
    /// <summary>The arguments as one JSON object; <c>{}</c> when there are none.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        if (arguments is null)
        {
            return "{}";
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
        {
            json.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                json.WritePropertyName(name);
                WriteFrozen(json, value);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Text as it is, anything else as JSON text.</summary>
    public static string? OfValue(object? value) => value switch
    {
        null => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement element => element.GetRawText(),
        Payload payload => payload.ToString(),
        _ => JsonSerializer.Serialize(value, value.GetType(), JsonDefaults.Options),
    };

    private static void WriteFrozen(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }: json.WriteNullValue(); break;
            case JsonElement element: element.WriteTo(json); break;
            case Payload payload: json.WriteRawValue(payload.Utf8.Span, skipInputValidation: true); break;
            default: JsonSerializer.Serialize(json, value, value.GetType(), JsonDefaults.Options); break;
        }
    }
}
