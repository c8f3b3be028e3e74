using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory.Catalog;

namespace Observability.Storage.InMemory;

public sealed partial class InMemoryTraceStore : ICatalogStore
{
    private readonly InMemoryCatalogStore _catalog = new();

    /// <inheritdoc/>
    public Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default) =>
        _catalog.GetAsync(project, collection, id, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default) => _catalog.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default) =>
        _catalog.CommitAsync(changes, cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default) => _catalog.EraseAsync(project, cancellationToken);
}
