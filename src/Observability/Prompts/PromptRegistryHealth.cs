namespace Observability.Prompts;

/// <summary>What a registry's answers rest on.</summary>
public enum PromptRegistryHealth
{
    /// <summary>On the store, the files or the server.</summary>
    Healthy = 0,

    /// <summary>On what this process pulled before: the server cannot be reached, or a file is not valid as it is now.</summary>
    Stale,

    /// <summary>At least one of them on what an earlier process left on disk: the server cannot be reached.</summary>
    LastKnownGood,

    /// <summary>There is no answer to at least one question: the server cannot be reached, or a file is not valid, and nothing is known from before.</summary>
    Unavailable,
}
