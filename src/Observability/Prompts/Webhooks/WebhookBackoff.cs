namespace Observability.Prompts.Webhooks;

/// <summary>When a message that was not taken is sent again.</summary>
internal static class WebhookBackoff
{
    /// <summary>How long after its change a message is still sent again; each is tried once however old it is.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The wait after a number of attempts: 5 seconds, doubled each time up to an hour.</summary>
    public static TimeSpan After(int attempts) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Clamp(attempts - 1, 0, 20)));
}
