using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Finds the messages of a conversation inside a payload, so that each can be stored once.</summary>
internal static class PayloadSplitter
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDefaults.MaxDepth + 8 };

    // The arrays that repeat from call to call: OpenAI, Anthropic and MEAI messages, Gemini contents, Responses input, tool definitions.
    private static readonly string[] ArrayNames = ["messages", "contents", "input", "tools"];

    /// <summary>
    /// Appends the elements of the payload's array to <paramref name="elements"/>; what is before the first and after the last is the
    /// frame. False when there is no such array, or it is not written without white space (then joining would not give the same bytes back).
    /// </summary>
    public static bool TrySplit(ReadOnlySpan<byte> json, List<Range> elements, out int prefix, out int suffix)
    {
        prefix = 0;
        suffix = 0;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || (reader.TokenType != JsonTokenType.StartArray && !MoveToArray(ref reader)))
            {
                return false;
            }

            prefix = (int)reader.BytesConsumed;
            var end = prefix;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                if (start != (elements.Count == 0 ? end : end + 1))
                {
                    return false;
                }

                reader.Skip();
                end = (int)reader.BytesConsumed;
                elements.Add(start..end);
            }

            suffix = (int)reader.TokenStartIndex;
            return elements.Count > 0 && suffix == end && reader.TokenType == JsonTokenType.EndArray;
        }
        catch (JsonException)
        {
            // Payloads from elsewhere may be cut; they are kept as they are.
            return false;
        }
    }

    private static bool MoveToArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNamed = false;
            foreach (var name in ArrayNames)
            {
                isNamed |= reader.ValueTextEquals(name);
            }

            if (!reader.Read())
            {
                return false;
            }

            if (isNamed && reader.TokenType == JsonTokenType.StartArray)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
