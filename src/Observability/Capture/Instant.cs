namespace Observability.Capture;

/// <summary>A moment as wall-clock time and as the monotonic timestamp that durations are measured from.</summary>
internal readonly record struct Instant(DateTimeOffset Time, long Timestamp)
{
    public static Instant Now(TimeProvider timeProvider) => new(timeProvider.GetUtcNow(), timeProvider.GetTimestamp());
}
