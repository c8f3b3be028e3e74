using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory;

namespace Observability.Tests.Storage.Projects;

/// <summary>A catalog in memory that counts its reads and commits and can be made to wait or fail.</summary>
internal sealed class CountingCatalogStore : ICatalogStore
{
    private readonly InMemoryTraceStore _inner = new();

    public int Reads { get; private set; }

    public int Commits { get; private set; }

    /// <summary>Awaited after a read has its answer and before it returns it.</summary>
    public Func<Task> AfterRead { get; set; } = () => Task.CompletedTask;

    public Exception? CommitFailure { get; set; }

    /// <summary>Every document ever committed, as text.</summary>
    public List<string> Written { get; } = [];

    public async Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default)
    {
        Reads++;
        var found = await _inner.GetAsync(project, collection, id, cancellationToken);
        await AfterRead();
        return found;
    }

    public async Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        Reads++;
        var page = await _inner.ListAsync(query, cancellationToken);
        await AfterRead();
        return page;
    }

    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default)
    {
        Commits++;
        Written.AddRange(changes.Select(change => change.Document is { } document ? $"{document.Id} {string.Join(' ', document.Keys)} {document.Content}" : ""));
        return CommitFailure is { } failure ? Task.FromException<IReadOnlyList<long>>(failure) : _inner.CommitAsync(changes, cancellationToken);
    }

    public Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default) => _inner.EraseAsync(project, cancellationToken);
}
