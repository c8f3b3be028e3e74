using System.Collections.Concurrent;
using System.Reflection;

namespace Observability.Capture.Tokens;

/// <summary>Reads cache-write tokens from a provider's own answer object, whose type we cannot know at compile time.</summary>
/// <remarks>Runs on the pipeline's thread. Only a property <c>Usage</c> is looked into, and only its known integer properties.</remarks>
internal static class RawUsage
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> UsageProperties = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> CacheWriteProperties = new();

    public static void AddCacheWrites(UsageLedger ledger, object? raw)
    {
        if (raw is null)
        {
            return;
        }

        try
        {
            var property = UsageProperties.GetOrAdd(raw.GetType(), static type => type.GetProperty("Usage", BindingFlags.Public | BindingFlags.Instance));
            if (property?.GetValue(raw) is not { } usage)
            {
                return;
            }

            foreach (var count in CacheWriteProperties.GetOrAdd(usage.GetType(), FindCacheWrites))
            {
                ledger.Set(LedgerEntry.CacheWrite, count.GetValue(usage) is IConvertible value ? value.ToInt64(null) : null);
            }
        }
        catch (Exception exception) when (exception is TargetInvocationException or AmbiguousMatchException or NotSupportedException or InvalidCastException or FormatException or OverflowException)
        {
            // A foreign getter failed: the usage stays as the client reported it.
        }
    }

    private static PropertyInfo[] FindCacheWrites(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.GetIndexParameters().Length == 0
            && UsageNames.TryGet(property.Name, out var entry)
            && entry == LedgerEntry.CacheWrite),
    ];
}
