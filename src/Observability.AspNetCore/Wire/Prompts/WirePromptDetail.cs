using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A version of a prompt as it is pulled: with the prompts it was composed of.</summary>
internal sealed record WirePromptDetail : WirePrompt
{
    /// <summary>Which prompts it was composed of; null when it refers to none.</summary>
    public required WireResolutionGraph? ResolutionGraph { get; init; }

    /// <summary>Ours: the share of calls that goes to other versions, by version, from 0 to 1; only where the label asked for is split and no key was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Split { get; init; }
}
