using System.Globalization;

namespace Observability.Storage.Catalog;

/// <summary>Values as text that sorts as they do.</summary>
internal static class SortText
{
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The other way round: lists show the oldest first.</summary>
    public static string OldestFirst(DateTimeOffset instant) => (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static string Of(int number) => number.ToString("D10", CultureInfo.InvariantCulture);
}
