using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Observability.Prompts.Templates;

/// <summary>Which property of a type gives the value of which variable.</summary>
/// <remarks><c>CustomerName</c>, <c>customerName</c> and <c>customer_name</c> are one name; <see cref="JsonPropertyNameAttribute"/> names a property otherwise.</remarks>
internal sealed class PropertyBinding
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Properties = [];

    private readonly IReadOnlyDictionary<string, PropertyInfo> _byName;

    private PropertyBinding(Type type) => _byName = Properties.GetOrAdd(type, PropertiesOf);

    /// <summary>Reads what a prompt needs from an object; a dictionary is taken as it is.</summary>
    public static IReadOnlyDictionary<string, object?> Read(PromptVersion prompt, object values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values is IReadOnlyDictionary<string, object?> variables)
        {
            return variables;
        }

        if (values is IDictionary dictionary)
        {
            return Copy(dictionary);
        }

        var binding = new PropertyBinding(values.GetType());
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in prompt.Compiled.Variables.Concat(prompt.Compiled.Placeholders))
        {
            if (binding._byName.TryGetValue(Normal(name), out var property))
            {
                read[name] = property.GetValue(values);
            }
        }

        return read.Count < prompt.Compiled.Variables.Count ? WithRest(read, binding, values) : read;
    }

    /// <summary>What a prompt needs and a type does not have.</summary>
    public static IReadOnlyList<string> MissingIn(Type type, PromptVersion prompt)
    {
        var binding = new PropertyBinding(type);
        return [.. prompt.Variables.Concat(prompt.Placeholders).Where(name => !binding._byName.ContainsKey(Normal(name)))];
    }

    private static Dictionary<string, object?> Copy(IDictionary dictionary)
    {
        var copy = new Dictionary<string, object?>(dictionary.Count, StringComparer.Ordinal);
        foreach (DictionaryEntry entry in dictionary)
        {
            copy[entry.Key.ToString()!] = entry.Value;
        }

        return copy;
    }

    // Only so that the error about what is missing can name what was given.
    private static Dictionary<string, object?> WithRest(Dictionary<string, object?> read, PropertyBinding binding, object values)
    {
        foreach (var property in binding._byName.Values)
        {
            read.TryAdd(property.Name, property.GetValue(values));
        }

        return read;
    }

    private static Dictionary<string, PropertyInfo> PropertiesOf(Type type)
    {
        var properties = new Dictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
        {
            properties.TryAdd(Normal(property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name), property);
        }

        return properties;
    }

    private static string Normal(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
