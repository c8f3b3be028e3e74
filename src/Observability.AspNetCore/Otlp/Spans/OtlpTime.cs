namespace Observability.AspNetCore.Otlp.Spans;

/// <summary>Instants in nanoseconds since 1970.</summary>
internal static class OtlpTime
{
    private const ulong NanosecondsPerMicrosecond = 1_000;

    /// <summary>The instant, to the microsecond; null for zero, which says nothing.</summary>
    public static DateTimeOffset? Read(ulong nanoseconds) =>
        nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / NanosecondsPerMicrosecond) * TimeSpan.TicksPerMicrosecond);
}
