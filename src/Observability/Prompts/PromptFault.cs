namespace Observability.Prompts;

/// <summary>Why a registry refused.</summary>
public enum PromptFault
{
    /// <summary>There is no such prompt, version or label.</summary>
    NotFound = 0,

    /// <summary>What was asked for makes no sense: another type, a cycle, a label that cannot be set.</summary>
    Invalid,

    /// <summary>Somebody else changed it meanwhile.</summary>
    Conflict,

    /// <summary>A label is protected.</summary>
    Protected,

    /// <summary>The registry cannot be reached, and nothing is known from before.</summary>
    Unavailable,
}
