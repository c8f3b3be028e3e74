using System.Globalization;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The month of trace starts that a telemetry file covers.</summary>
internal readonly record struct Period(int Year, int Month) : IComparable<Period>
{
    private const string Prefix = "traces-";
    private const string Extension = ".db";

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Year:0000}-{Month:00}{Extension}");

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End => new DateTimeOffset(Year, Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);

    public static Period Of(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return new Period(utc.Year, utc.Month);
    }

    /// <summary>Reads the period of a file name; null when it is none of ours.</summary>
    public static Period? Parse(string fileName)
    {
        var name = Path.GetFileName(fileName);
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && name.Length == Prefix.Length + 7 + Extension.Length
            && int.TryParse(name.AsSpan(Prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(name.AsSpan(Prefix.Length + 5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && year >= 1 && month is >= 1 and <= 12
            ? new Period(year, month)
            : null;
    }

    public int CompareTo(Period other) => (Year, Month).CompareTo((other.Year, other.Month));
}
