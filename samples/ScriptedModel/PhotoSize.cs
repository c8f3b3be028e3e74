using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace ScriptedModel;

/// <summary>The little that a script can see of a picture: its size.</summary>
internal static class PhotoSize
{
    private const int WidthOffset = 16;

    /// <summary>The size of the PNG in a message's parts, e.g. <c>64 × 48</c>; null when there is none.</summary>
    public static string? Of(JsonNode? content)
    {
        var url = (content as JsonArray)?.Select(part => (string?)part?["image_url"]?["url"]).FirstOrDefault(url => url is not null);
        var comma = url?.IndexOf("base64,", StringComparison.Ordinal) ?? -1;
        if (comma < 0)
        {
            return url is null ? null : "remote";
        }

        var bytes = Convert.FromBase64String(url![(comma + "base64,".Length)..]);
        return bytes.Length < WidthOffset + 8
            ? null
            : $"{BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(WidthOffset))} × {BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(WidthOffset + 4))}";
    }
}
