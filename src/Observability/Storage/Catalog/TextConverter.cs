using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Storage.Catalog;

/// <summary>Writes a value as its text: ids.</summary>
internal sealed class TextConverter<T>(Func<string, T> parse, Func<T, string> text) : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return parse(reader.GetString() ?? "");
        }
        catch (ArgumentException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
}
