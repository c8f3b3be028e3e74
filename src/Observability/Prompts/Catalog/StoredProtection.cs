namespace Observability.Prompts.Catalog;

/// <summary>The document of the project's protected labels.</summary>
internal sealed record StoredProtection(IReadOnlyList<string> Labels)
{
    public const string Id = "protected-labels";
}
