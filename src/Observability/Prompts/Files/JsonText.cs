using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Files;

/// <summary>JSON in one spelling, so that equal values have equal text.</summary>
internal static class JsonText
{
    /// <summary>The value without white space; the order of properties and the spelling of numbers stay.</summary>
    public static string Of(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
