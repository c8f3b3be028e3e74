namespace Observability.Storage.LiteDb.Reading;

/// <summary>The range of time of a query: ticks as it says them, microseconds as the store keeps them.</summary>
internal readonly record struct TimeRange(long FromTicks, long ToTicks)
{
    public static TimeRange Of(DateTimeOffset? from, DateTimeOffset? to) => new(from?.UtcTicks ?? 0, to?.UtcTicks ?? long.MaxValue);

    /// <summary>No stored instant before it is in the range.</summary>
    public long FromMicros => Micros(FromTicks);

    /// <summary>No stored instant after it is in the range.</summary>
    public long UntilMicros => ToTicks == long.MaxValue ? long.MaxValue : Micros(ToTicks);

    public static long Micros(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public bool Contains(long ticks) => ticks >= FromTicks && ticks < ToTicks;
}
