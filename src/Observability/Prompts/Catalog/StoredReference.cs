namespace Observability.Prompts.Catalog;

/// <summary>A prompt that a version refers to, by label or by number.</summary>
internal sealed record StoredReference(string Name, string? Label, int? Version);
