namespace Observability;

/// <summary>Who may use the API that <c>MapLlmObservability</c> mounts, and how much. Configuration section <c>LlmObservability:Api</c>.</summary>
/// <remarks>Read once, when the API is mounted.</remarks>
public sealed class LlmObservabilityApiOptions
{
    /// <summary>The configuration section: <c>LlmObservability:Api</c>.</summary>
    public const string SectionName = LlmObservabilityOptions.SectionName + ":Api";

    /// <summary>Whether everything needs an API key, or a browser that signed in with one: only the page itself, health and the API's description do not.</summary>
    /// <value>
    /// false: who sends a valid key comes in from anywhere; without one only this machine does, in Development. The server executable sets it to true.
    /// </value>
    public bool RequireApiKey { get; set; }

    /// <summary>The most requests of one API key in a minute; what is over is answered with 429 and <c>Retry-After</c>.</summary>
    /// <value>600,000: a bound for clients that run away. From 1 to 1,000,000,000; null for no limit.</value>
    public int? RequestsPerMinute { get; set; } = 600_000;

    /// <summary>How long a browser stays signed in.</summary>
    /// <value>12 hours; from a minute to 30 days.</value>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    internal IReadOnlyList<string> Errors()
    {
        List<string> errors = [];
        if (RequestsPerMinute is < 1 or > 1_000_000_000)
        {
            errors.Add($"{SectionName}:{nameof(RequestsPerMinute)} is \"{RequestsPerMinute}\". Use a value from 1 to 1000000000, or leave it out.");
        }

        if (SessionLifetime < TimeSpan.FromMinutes(1) || SessionLifetime > TimeSpan.FromDays(30))
        {
            errors.Add($"{SectionName}:{nameof(SessionLifetime)} is \"{SessionLifetime}\". Use a value from 00:01:00 to 30.00:00:00.");
        }

        return errors;
    }
}
