namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>One page of prompts.</summary>
/// <param name="Data">The prompts by name.</param>
/// <param name="Meta">Which part of the list this is.</param>
/// <param name="Pagination">The same, where older clients look for it.</param>
internal sealed record WirePromptMetaList(IEnumerable<WirePromptMeta> Data, PageMeta Meta, PageMeta Pagination);
