using System.Globalization;

namespace Observability.Pricing;

/// <summary>Checks the prices of the options.</summary>
internal static class ModelPriceRules
{
    /// <summary>One sentence for every price that cannot be meant, with its configuration key.</summary>
    public static IEnumerable<string> ErrorsOf(IEnumerable<ModelPrice> prices)
    {
        var index = 0;
        foreach (var price in prices)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{LlmObservabilityOptions.SectionName}:{nameof(LlmObservabilityOptions.Prices)}:{index++}");
            if (string.IsNullOrWhiteSpace(price.Model))
            {
                yield return $"{key}:{nameof(price.Model)} is \"{price.Model}\". Set it to the model's name as the provider writes it.";
            }

            decimal?[] values =
            [
                price.Input, price.CachedInput, price.CacheWrite, price.CacheWriteOneHour, price.Output, price.Reasoning,
                price.InputAudio, price.OutputAudio, price.InputImage, price.OutputImage,
            ];
            if (Array.TrueForAll(values, value => value is null))
            {
                yield return $"{key} has no price for the model \"{price.Model}\". Set at least {nameof(price.Input)} and {nameof(price.Output)}, 0 for a free model.";
            }

            if (Array.Find(values, value => value < 0) is { } negative)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{key} has the price \"{negative}\". Use 0 or more US dollars per million tokens.");
            }
        }
    }
}
