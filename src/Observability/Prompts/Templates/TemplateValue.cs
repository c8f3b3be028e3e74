using System.Globalization;
using System.Security;
using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Templates;

/// <summary>Values as they are inserted.</summary>
internal static class TemplateValue
{
    private const int MaxDepth = 32;

    /// <summary>Text as it is, numbers and times invariant, null as nothing, anything else as JSON.</summary>
    /// <exception cref="PromptTemplateException">The value cannot be written as JSON.</exception>
    public static string ToText(object? value, PromptEncoding encoding) =>
        encoding == PromptEncoding.Xml && value is not TrustedText ? SecurityElement.Escape(ToText(value)) : ToText(value);

    /// <summary>What template engines see: texts, numbers, flags, lists and dictionaries, never an object of the application's with members to call.</summary>
    /// <exception cref="PromptTemplateException">The value cannot be written as JSON.</exception>
    public static object? ToModel(object? value, PromptEncoding encoding) => value switch
    {
        null => null,
        bool or int or long or double or decimal or float => value,
        string or TrustedText or IFormattable => ToText(value, encoding),
        JsonElement json => ToModel(json, encoding, 0),
        Payload payload => ToModel(payload.ToElement(), encoding, 0),
        _ => ToModel(ToJson(value), encoding, 0),
    };

    private static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        TrustedText text => text.Value,
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "",
        JsonElement json => json.GetRawText(),
        Payload payload => payload.ToString(),
        _ => JsonSerializer.Serialize(ToJson(value), JsonDefaults.Options),
    };

    private static object? ToModel(JsonElement json, PromptEncoding encoding, int depth) => json.ValueKind switch
    {
        _ when depth > MaxDepth => throw new PromptTemplateException($"A value of the prompt is nested deeper than {MaxDepth} levels."),
        JsonValueKind.Object => json.EnumerateObject().DistinctBy(property => property.Name).ToDictionary(property => property.Name, property => ToModel(property.Value, encoding, depth + 1)),
        JsonValueKind.Array => json.EnumerateArray().Select(item => ToModel(item, encoding, depth + 1)).ToList(),
        JsonValueKind.String => ToText(json.GetString(), encoding),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static JsonElement ToJson(object value)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, value.GetType(), JsonDefaults.Options);
        }
#pragma warning disable CA1031 // Getters of the application's objects throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new PromptTemplateException($"A value of type {value.GetType().Name} cannot be inserted into the prompt: {exception.Message}", null, exception);
        }
    }
}
