using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ScriptedModel;

/// <summary>Embeddings that really say which texts share words: each word is hashed to one of 256 dimensions.</summary>
internal static partial class WordEmbedding
{
    private const int Dimensions = 256;
    private const int StemLength = 5;

    public static JsonObject Response(IReadOnlyList<string> texts, string? model, bool base64)
    {
        var tokens = texts.Sum(text => text.Length / 4);
        return new JsonObject
        {
            ["object"] = "list",
            ["model"] = model,
            ["data"] = new JsonArray([.. texts.Select((text, i) => (JsonNode)new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = Encode(Embed(text), base64),
            })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        };
    }

    private static float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in Words().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => word.Length > 3))
        {
            var stem = word[..Math.Min(word.Length, StemLength)];
            vector[XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(stem)) % Dimensions] += 1;
        }

        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return length == 0 ? vector : [.. vector.Select(x => x / length)];
    }

    private static JsonNode Encode(float[] vector, bool base64)
    {
        if (!base64)
        {
            return new JsonArray([.. vector.Select(x => (JsonNode)x)]);
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        Buffer.BlockCopy(vector, 0, bytes, 0, bytes.Length);
        return Convert.ToBase64String(bytes);
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
