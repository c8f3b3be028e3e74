namespace Observability.AspNetCore.Wire;

/// <summary>The API keys of a project.</summary>
/// <param name="ApiKeys">The keys, newest first.</param>
internal sealed record ApiKeyList(IReadOnlyList<WireApiKey> ApiKeys);
