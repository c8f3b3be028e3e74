using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.InMemory.Catalog;

/// <summary>The catalog in this process's memory.</summary>
/// <param name="revisionOf">The revision of a document that is put after one with another, for what mirrors something else; null counts.</param>
internal sealed class InMemoryCatalogStore(Func<CatalogDocument, long, long>? revisionOf = null) : ICatalogStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ProjectId Project, string Collection), InMemoryCollection> _collections = [];

    public Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(project, collection).Find(id));
        }
    }

    public Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        lock (_gate)
        {
            return Task.FromResult(Of(query.Project, query.Collection).List(query));
        }
    }

    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var before = new List<(InMemoryCollection Collection, string Id, CatalogDocument? Document)>();
            try
            {
                return Task.FromResult<IReadOnlyList<long>>(changes.Select(change => Apply(change, before)).ToList());
            }
            catch (CatalogConflictException conflict)
            {
                before.Reverse();
                before.ForEach(old => old.Collection.Set(old.Id, old.Document));
                return Task.FromException<IReadOnlyList<long>>(conflict);
            }
        }
    }

    public Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var key in _collections.Keys.Where(key => key.Project == project).ToList())
            {
                _collections.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    private long Apply(CatalogChange change, List<(InMemoryCollection Collection, string Id, CatalogDocument? Document)> before)
    {
        var collection = Of(change.Project, change.Collection);
        var current = collection.Find(change.Id);
        change.ThrowIfUnexpected(current?.Revision ?? 0);
        var next = change.Document is { } document ? document with { Revision = RevisionOf(document, current?.Revision ?? 0) } : null;
        if (next?.Keys.Where(key => key.IsUnique && collection.IsTaken(key, change.Id)).ToList() is [var taken, ..])
        {
            throw CatalogConflictException.OfKey(change.Collection, change.Id, taken);
        }

        before.Add((collection, change.Id, current));
        collection.Set(change.Id, next);
        return next?.Revision ?? 0;
    }

    private long RevisionOf(CatalogDocument document, long before) => revisionOf?.Invoke(document, before) ?? before + 1;

    private InMemoryCollection Of(ProjectId project, string collection)
    {
        if (!_collections.TryGetValue((project, collection), out var found))
        {
            found = new InMemoryCollection();
            _collections.Add((project, collection), found);
        }

        return found;
    }
}
