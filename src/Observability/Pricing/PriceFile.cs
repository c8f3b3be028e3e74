using System.Globalization;

namespace Observability.Pricing;

/// <summary>Reads the embedded price files; tools/convert-model-prices.cs describes their format.</summary>
internal static class PriceFile
{
    public static IEnumerable<ModelPrice> ReadEmbedded()
    {
        foreach (var name in new[] { "prices.txt", "prices.supplement.txt" })
        {
            var resource = $"{typeof(PriceFile).Namespace}.{name}";
            using var stream = typeof(PriceFile).Assembly.GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The assembly lacks the resource '{resource}'. Build it with Pricing/{name} as an embedded resource.");
            using var reader = new StreamReader(stream);
            foreach (var price in Read(reader))
            {
                yield return price;
            }
        }
    }

    /// <exception cref="FormatException">A line does not follow the format.</exception>
    public static IEnumerable<ModelPrice> Read(TextReader reader)
    {
        string? provider = null;
        string? model = null;
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                provider = line.Trim('[', ']');
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var isVariant = line[0] == ' ';
            model = isVariant ? model : words[0];
            if (model is null)
            {
                throw new FormatException($"The line '{line}' stands before any model. Put the model's standard price above it.");
            }

            yield return words.Skip(isVariant ? 0 : 1).Aggregate(new ModelPrice { Model = model, Provider = provider }, Apply);
        }
    }

    private static ModelPrice Apply(ModelPrice price, string word)
    {
        var separator = word.IndexOf('=', StringComparison.Ordinal);
        if (separator < 0)
        {
            return price with { ServiceTier = word };
        }

        var value = decimal.Parse(word.AsSpan(separator + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return word[..separator] switch
        {
            "above" => price with { AboveInputTokens = (long)value },
            "in" => price with { Input = value },
            "cached" => price with { CachedInput = value },
            "write" => price with { CacheWrite = value },
            "write1h" => price with { CacheWriteOneHour = value },
            "out" => price with { Output = value },
            "reasoning" => price with { Reasoning = value },
            "audio-in" => price with { InputAudio = value },
            "audio-out" => price with { OutputAudio = value },
            "image-in" => price with { InputImage = value },
            "image-out" => price with { OutputImage = value },
            var name => throw new FormatException($"The price '{name}' is unknown. Use one of in, cached, write, write1h, out, reasoning, audio-in, audio-out, image-in, image-out."),
        };
    }
}
