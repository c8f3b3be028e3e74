using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Observability.SemanticKernel.Services;

/// <summary>Reads the counts of a connector's usage object by name: the packages that define the types are not ours to reference.</summary>
internal static class CountReader
{
    private const int MaxDepth = 2;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static TokenCounts Read(object usage)
    {
        var counts = new TokenCounts();
        Add(counts, "", usage, 0);
        return counts;
    }

    private static void Add(TokenCounts counts, string group, object source, int depth)
    {
        if (source is IEnumerable<KeyValuePair<string, object?>> entries)
        {
            foreach (var (name, value) in entries)
            {
                AddValue(counts, group, name, value, depth);
            }

            return;
        }

        foreach (var property in Properties.GetOrAdd(source.GetType(), FindProperties))
        {
            AddValue(counts, group, property.Name, property.GetValue(source), depth);
        }
    }

    private static void AddValue(TokenCounts counts, string group, string name, object? value, int depth)
    {
        switch (value)
        {
            case int or long or short or uint:
                counts.Set(group, name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case null or string or ValueType:
                break;
            default:
                // Only a usage object's own details: metadata holds arbitrary objects.
                if (depth < MaxDepth && name.Contains("Details", StringComparison.OrdinalIgnoreCase))
                {
                    Add(counts, name, value, depth + 1);
                }

                break;
        }
    }

    private static PropertyInfo[] FindProperties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
}
