namespace Observability;

/// <summary>What makes two sets of options the same for <see cref="LlmObservability.GetOrCreate"/>: destination, values and the code of delegates.</summary>
internal sealed record SharingKey(object Store, string Values);
