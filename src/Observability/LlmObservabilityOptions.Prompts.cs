namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    /// <summary>How long a prompt that was pulled is used without asking again; after that it is used while one question for all goes to the registry.</summary>
    /// <value>60 seconds; from zero, which always asks, to a day. A change made through this process is seen at once.</value>
    public TimeSpan PromptTimeToLive { get; set; } = TimeSpan.FromSeconds(60);
}
