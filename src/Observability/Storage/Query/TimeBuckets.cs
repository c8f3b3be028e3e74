namespace Observability.Storage.Query;

/// <summary>Cuts instants to the start of their bucket, in UTC.</summary>
internal static class TimeBuckets
{
    // 0001-01-01 was a Monday, so weeks are whole multiples from tick zero.
    public static long StartOf(long utcTicks, TimeGranularity granularity) => granularity switch
    {
        TimeGranularity.Minute => utcTicks - (utcTicks % TimeSpan.TicksPerMinute),
        TimeGranularity.Hour => utcTicks - (utcTicks % TimeSpan.TicksPerHour),
        TimeGranularity.Day => utcTicks - (utcTicks % TimeSpan.TicksPerDay),
        TimeGranularity.Week => utcTicks - (utcTicks % (7 * TimeSpan.TicksPerDay)),
        _ => StartOfMonth(utcTicks),
    };

    private static long StartOfMonth(long utcTicks)
    {
        var time = new DateTime(utcTicks, DateTimeKind.Utc);
        return new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    }
}
