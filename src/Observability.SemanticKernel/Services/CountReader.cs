using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>Reads the counts of a connector's usage object by name: the packages that define the types are not ours to reference.</summary>
internal static class CountReader
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>Reads an object's integer properties and those of its details, e.g. <c>InputTokenDetails.CachedTokenCount</c>.</summary>
    public static Usage? Read(object usage)
    {
        var ledger = new UsageLedger();
        foreach (var property in PropertiesOf(usage))
        {
            var value = property.GetValue(usage);
            if (value is not null and not string && property.Name.Contains("Details", StringComparison.Ordinal))
            {
                foreach (var detail in PropertiesOf(value))
                {
                    Add(ledger, property.Name + detail.Name, detail.GetValue(value));
                }
            }
            else
            {
                Add(ledger, property.Name, value);
            }
        }

        return ledger.ToUsage();
    }

    /// <summary>Reads the counts that stand directly among the metadata; names that stand for no count are other metadata.</summary>
    public static Usage? ReadFlat(IReadOnlyDictionary<string, object?> metadata)
    {
        var ledger = new UsageLedger();
        foreach (var (name, value) in metadata)
        {
            if (UsageNames.TryGet(name, out _))
            {
                Add(ledger, name, value);
            }
        }

        return ledger.ToUsage();
    }

    private static void Add(UsageLedger ledger, string name, object? value)
    {
        if (value is int or long or short or uint)
        {
            var count = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            if (count != 0 || UsageNames.TryGet(name, out _))
            {
                ledger.Add(name, count);
            }
        }
    }

    private static PropertyInfo[] PropertiesOf(object value) => Properties.GetOrAdd(value.GetType(), static type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)]);
}
