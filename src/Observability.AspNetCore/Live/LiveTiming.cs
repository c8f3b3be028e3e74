namespace Observability.AspNetCore.Live;

/// <summary>How often a client that watches hears something.</summary>
internal static class LiveTiming
{
    /// <summary>After so long without an event comes a heartbeat.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>What changes within this time comes in one event.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);
}
