using Observability.Model;

namespace Observability.Capture;

/// <summary>A prompt of the registry as it was used for a model call.</summary>
/// <param name="Link">The version that was pulled.</param>
/// <param name="Variables">The values that were inserted; null where they are not known.</param>
internal sealed record PromptUse(PromptLink Link, IReadOnlyDictionary<string, object?>? Variables = null);
