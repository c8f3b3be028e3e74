using System.Globalization;

namespace Observability.Storage.Catalog;

/// <summary>Values as text that sorts as they do.</summary>
internal static class SortText
{
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string Of(int number) => number.ToString("D10", CultureInfo.InvariantCulture);
}
