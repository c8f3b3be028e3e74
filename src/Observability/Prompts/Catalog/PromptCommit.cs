using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>A change thought out on one state of a prompt: what to write, what the audit trail says, and what the caller gets.</summary>
internal sealed record PromptCommit<T>(IReadOnlyList<CatalogChange> Writes, StoredChange? Change, Func<T> Result)
{
    /// <summary>Nothing needs to change.</summary>
    public static PromptCommit<T> None(Func<T> result) => new([], null, result);
}
