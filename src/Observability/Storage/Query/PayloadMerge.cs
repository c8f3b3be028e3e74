using System.Buffers;
using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Merges JSON objects.</summary>
internal static class PayloadMerge
{
    // Deeper objects are replaced as a whole: payloads are cut at half of this when they are written.
    private const int MaxDepth = JsonDefaults.MaxDepth;

    /// <summary>
    /// What is known after <paramref name="said"/>: objects are united, in them the later value of a key wins, and what is an object on
    /// both sides is merged in turn; anything else, arrays too, is replaced. Null says nothing.
    /// </summary>
    public static Payload? Deep(Payload? known, Payload? said)
    {
        if (known is null || said is null || known.Equals(said))
        {
            return said ?? known;
        }

        try
        {
            var (older, newer) = (known.ToElement(), said.ToElement());
            if (older.ValueKind is not JsonValueKind.Object || newer.ValueKind is not JsonValueKind.Object)
            {
                return said;
            }

            var buffer = new ArrayBufferWriter<byte>(known.Length + said.Length);
            using (var writer = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
            {
                Write(writer, older, newer, 1);
            }

            return Payload.FromUtf8(buffer.WrittenMemory);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, too deep or a name that is no text: nothing to merge with.
            return said;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement older, JsonElement newer, int depth)
    {
        var members = new OrderedDictionary<string, (JsonElement Older, JsonElement Newer)>(StringComparer.Ordinal);
        foreach (var member in older.EnumerateObject())
        {
            members[member.Name] = (member.Value, default);
        }

        foreach (var member in newer.EnumerateObject())
        {
            members[member.Name] = (members.TryGetValue(member.Name, out var known) ? known.Older : default, member.Value);
        }

        writer.WriteStartObject();
        foreach (var (name, (before, after)) in members)
        {
            writer.WritePropertyName(name);
            if (before.ValueKind is JsonValueKind.Object && after.ValueKind is JsonValueKind.Object && depth < MaxDepth)
            {
                Write(writer, before, after, depth + 1);
            }
            else
            {
                (after.ValueKind is JsonValueKind.Undefined ? before : after).WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
