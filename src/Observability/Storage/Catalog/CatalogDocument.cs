using System.Text;
using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>A JSON document of the catalog with the keys it is found by.</summary>
public sealed record CatalogDocument
{
    /// <summary>The most bytes that <see cref="Sort"/> has in UTF-8.</summary>
    public const int MaxSortBytes = 512;

    /// <summary>The most bytes that <see cref="Content"/> has: 8 MiB.</summary>
    public const int MaxContentBytes = 8 * 1024 * 1024;

    /// <summary>The project it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The collection, e.g. <c>prompts</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Its id, unique in the collection of the project.</summary>
    public required string Id { get; init; }

    /// <summary>How often it was written; 0 before the first time. Set by the store.</summary>
    public long Revision { get; init; }

    /// <summary>Where it stands in lists: compared ordinally, the largest first.</summary>
    public string Sort { get; init; } = "";

    /// <summary>What it can be found by.</summary>
    public IReadOnlyList<CatalogKey> Keys { get; init; } = [];

    /// <summary>The document.</summary>
    public required Payload Content { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Collection);
        ArgumentException.ThrowIfNullOrEmpty(Id);
        if (Encoding.UTF8.GetByteCount(Sort) is var bytes && bytes > MaxSortBytes)
        {
            throw new ArgumentException($"The sort of document '{Id}' in '{Collection}' has {bytes} bytes. Give it at most {MaxSortBytes}.");
        }

        if (Content.Length > MaxContentBytes)
        {
            throw new ArgumentException($"Document '{Id}' of '{Collection}' has {Content.Length} bytes. A document may have at most {MaxContentBytes}.");
        }
    }
}
