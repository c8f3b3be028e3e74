namespace Observability.Browser.Tests.Seeding;

/// <summary>Instants for seeded telemetry, so that lists are in a known order.</summary>
public static class Moments
{
    public static DateTimeOffset Base { get; } = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double seconds) => Base.AddSeconds(seconds);
}
