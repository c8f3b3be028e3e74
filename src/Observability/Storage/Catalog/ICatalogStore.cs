using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>Keeps the documents of the catalog: prompts, datasets, score configs, projects, keys and everything else that is not telemetry.</summary>
/// <remarks>
/// Thread-safe. A document is JSON under an id in a collection of a project, found by id or by its keys. Each write raises its revision, and a
/// commit of several changes happens wholly or not at all. What a commit returned for is durable.
/// </remarks>
public interface ICatalogStore
{
    /// <summary>Gets a document; null when there is none.</summary>
    Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default);

    /// <summary>Lists the documents with a key, by descending <see cref="CatalogDocument.Sort"/>; equal ones in a fixed order of the store's own.</summary>
    /// <exception cref="ArgumentException">The limit or the cursor is out of its range.</exception>
    Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default);

    /// <summary>Makes all changes or, when one of them meets another state than it expects, none.</summary>
    /// <returns>For each change in turn the revision its document now has; 0 for a deletion.</returns>
    /// <exception cref="CatalogConflictException">A document has another revision than expected, or a unique key belongs to another document.</exception>
    /// <exception cref="IOException">The store cannot take it now.</exception>
    Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default);

    /// <summary>Erases every document of a project, in as many commits as it takes: after a failure call it again.</summary>
    /// <exception cref="IOException">The store cannot do it now.</exception>
    Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default);
}
