using System.Text.Json;

namespace Observability.Prompts.Files;

/// <summary>The configuration of a version as the keys <c>model</c>, <c>template</c> and <c>config</c> of its file.</summary>
/// <remarks>
/// From <c>model</c> come <c>model</c> (Prompty's <c>id</c>, <c>configuration.name</c> or <c>configuration.azure_deployment</c>) and everything in its <c>parameters</c> or
/// <c>options</c>; from <c>template</c> comes <c>templateFormat</c>; <c>config</c> goes over both. Connections and keys of a Prompty file stay in the file.
/// </remarks>
internal static class PromptyModel
{
    private const string Model = "model";
    private const string Template = "template";
    private const string Config = "config";
    private const string TemplateFormat = "templateFormat";

    public static IReadOnlyList<string> Keys { get; } = [Model, Template, Config];

    /// <param name="entries">The keys of the file.</param>
    /// <param name="hasBlocks">Whether its templates have blocks of Jinja, Prompty's own language, which Liquid understands.</param>
    public static JsonElement Read(IReadOnlyList<YamlEntry> entries, bool hasBlocks)
    {
        var config = Find(entries, Config);
        if (config.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            return config;
        }

        var values = new OrderedDictionary<string, JsonElement>();
        var model = Find(entries, Model);
        if (NameOf(model) is { ValueKind: JsonValueKind.String } name)
        {
            values[Model] = name;
        }

        Add(values, Inner(model, "parameters"));
        Add(values, Inner(model, "options"));
        if (FormatOf(Find(entries, Template)) is { } format && format != "jinja2")
        {
            values[TemplateFormat] = JsonSerializer.SerializeToElement(format);
        }
        else if (hasBlocks)
        {
            values[TemplateFormat] = JsonSerializer.SerializeToElement("liquid");
        }

        Add(values, config);
        return JsonSerializer.SerializeToElement(values);
    }

    /// <summary>The keys of a YAML file to write, and their values.</summary>
    public static IReadOnlyList<(string Key, JsonElement Value)> WritePlain(JsonElement config) => JsonText.Of(config) == "{}" ? [] : [(Config, config)];

    /// <summary>The keys of a Prompty file to write, and their values.</summary>
    public static IReadOnlyList<(string Key, JsonElement Value)> Write(JsonElement config, bool hasBlocks)
    {
        if (config.ValueKind == JsonValueKind.Object && InKeys(config) is var keys && JsonText.Of(Read([.. keys.Select(key => new YamlEntry(key.Key, key.Value, 0))], hasBlocks)) == JsonText.Of(config))
        {
            return keys;
        }

        return [(Config, config)];
    }

    private static List<(string Key, JsonElement Value)> InKeys(JsonElement config)
    {
        var model = new OrderedDictionary<string, object>();
        var options = new OrderedDictionary<string, JsonElement>();
        var keys = new List<(string, JsonElement)>();
        foreach (var property in config.EnumerateObject())
        {
            if (property.Name == Model && property.Value.ValueKind == JsonValueKind.String)
            {
                model["id"] = property.Value;
            }
            else if (property.Name == TemplateFormat && property.Value.ValueKind == JsonValueKind.String)
            {
                keys.Add((Template, property.Value));
            }
            else
            {
                options[property.Name] = property.Value;
            }
        }

        if (options.Count > 0)
        {
            model["options"] = options;
        }

        if (model.Count > 0)
        {
            keys.Insert(0, (Model, JsonSerializer.SerializeToElement(model)));
        }

        return keys;
    }

    private static JsonElement NameOf(JsonElement model)
    {
        if (model.ValueKind == JsonValueKind.String)
        {
            return model;
        }

        var configuration = Inner(model, "configuration");
        return new[] { Inner(model, "id"), Inner(configuration, "name"), Inner(configuration, "azure_deployment") }.FirstOrDefault(name => name.ValueKind == JsonValueKind.String);
    }

    // A word, { type: word } as in Prompty 1, or { format: word or { kind: word } } as in Prompty 2.
    private static string? FormatOf(JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.String => template.GetString(),
        JsonValueKind.Object => FormatOf(Inner(template, "format")) ?? FormatOf(Inner(template, "kind")) ?? FormatOf(Inner(template, "type")),
        _ => null,
    };

    private static void Add(OrderedDictionary<string, JsonElement> values, JsonElement more)
    {
        if (more.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in more.EnumerateObject())
            {
                values[property.Name] = property.Value;
            }
        }
    }

    private static JsonElement Inner(JsonElement value, string key) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var inner) ? inner : default;

    private static JsonElement Find(IReadOnlyList<YamlEntry> entries, string key) => entries.FirstOrDefault(entry => entry.Key == key).Value;
}
