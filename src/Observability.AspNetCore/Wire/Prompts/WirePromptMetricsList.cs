namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>The figures of a prompt's versions.</summary>
/// <param name="Data">The versions that were used, newest first.</param>
internal sealed record WirePromptMetricsList(IEnumerable<WirePromptVersionMetrics> Data);
