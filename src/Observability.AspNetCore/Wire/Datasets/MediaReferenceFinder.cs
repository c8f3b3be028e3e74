using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observability.Model;

namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>Finds where a JSON value refers to media.</summary>
internal static partial class MediaReferenceFinder
{
    public static IEnumerable<(string Reference, MediaId Media, string Path)> Find(Payload? payload) =>
        payload is null || payload.Utf8.Span.IndexOf("@@@langfuseMedia:"u8) < 0 ? [] : Find(payload.ToElement(), "$");

    private static IEnumerable<(string Reference, MediaId Media, string Path)> Find(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => Reference().Matches(element.GetString()!).Select(match => (match.Value, new MediaId(match.Groups["id"].Value), path)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Find(item, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Find(property.Value, $"{path}['{property.Name.Replace("'", "\\'", StringComparison.Ordinal)}']")),
        _ => [],
    };

    [GeneratedRegex(@"@@@langfuseMedia:type=[^|@]+\|id=(?<id>[A-Za-z0-9_-]+)\|source=[^|@]+@@@", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
