using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>The time buckets of metrics.</summary>
internal static class MetricsTime
{
    /// <summary>The widest buckets that still show a curve over <paramref name="range"/>.</summary>
    public static TimeGranularity Choose(TimeSpan range) => range.TotalHours switch
    {
        <= 3 => TimeGranularity.Minute,
        <= 24 * 4 => TimeGranularity.Hour,
        <= 24 * 120 => TimeGranularity.Day,
        <= 24 * 730 => TimeGranularity.Week,
        _ => TimeGranularity.Month,
    };

    /// <summary>About how many buckets a range has, rounded up.</summary>
    public static double Count(DateTimeOffset from, DateTimeOffset to, TimeGranularity granularity) => Math.Ceiling((to - from) / WidthOf(granularity)) + 1;

    /// <summary>The starts of all buckets between two instants, the second excluded.</summary>
    public static IEnumerable<DateTimeOffset> Buckets(DateTimeOffset from, DateTimeOffset to, TimeGranularity granularity)
    {
        for (var start = StartOf(from, granularity); start < to; start = Next(start, granularity))
        {
            yield return start;
        }
    }

    /// <summary>A bucket in the wire's form: a date for days and longer, else an instant.</summary>
    public static string Format(DateTimeOffset start, TimeGranularity granularity) => start.UtcDateTime.ToString(
        granularity is TimeGranularity.Minute or TimeGranularity.Hour ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan WidthOf(TimeGranularity granularity) => granularity switch
    {
        TimeGranularity.Minute => TimeSpan.FromMinutes(1),
        TimeGranularity.Hour => TimeSpan.FromHours(1),
        TimeGranularity.Day => TimeSpan.FromDays(1),
        TimeGranularity.Week => TimeSpan.FromDays(7),
        _ => TimeSpan.FromDays(28),
    };

    private static DateTimeOffset StartOf(DateTimeOffset instant, TimeGranularity granularity)
    {
        var utc = instant.UtcDateTime;
        return granularity == TimeGranularity.Month
            ? new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero)

            // 0001-01-01 was a Monday, so weeks are whole multiples from tick zero.
            : new DateTimeOffset(utc.Ticks - (utc.Ticks % WidthOf(granularity).Ticks), TimeSpan.Zero);
    }

    private static DateTimeOffset Next(DateTimeOffset start, TimeGranularity granularity) =>
        granularity == TimeGranularity.Month ? start.AddMonths(1) : start + WidthOf(granularity);
}
