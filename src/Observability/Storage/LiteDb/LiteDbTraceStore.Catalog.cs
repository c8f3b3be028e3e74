using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.LiteDb;

public sealed partial class LiteDbTraceStore : ICatalogStore
{
    /// <inheritdoc/>
    public Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Task.FromResult(_core.Catalog.Get(project, collection, id));
    }

    /// <inheritdoc/>
    public Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Task.FromResult(_core.Catalog.List(query));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return _core.Catalog.CommitAsync(changes, cancellationToken);
    }

    /// <inheritdoc/>
    public Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return _core.Catalog.EraseAsync(project, cancellationToken);
    }
}
