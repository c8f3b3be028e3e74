using System.Globalization;
using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Templates;

/// <summary>Values as the text that is inserted.</summary>
internal static class TemplateValue
{
    /// <summary>Text as it is, numbers and times invariant, null as nothing, anything else as JSON.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        Payload payload => payload.ToString(),
        _ when value.GetType().IsPrimitive => value.ToString()!,
        _ => JsonSerializer.Serialize(value, JsonDefaults.Options),
    };
}
