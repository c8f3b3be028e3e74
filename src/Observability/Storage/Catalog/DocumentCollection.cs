using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>The values of one type in the catalog: what every repository is written over.</summary>
internal sealed class DocumentCollection<T>(ICatalogStore store, CollectionSchema<T> schema)
{
    private const int MaxAttempts = 20;

    /// <summary>The name of the collection in the store.</summary>
    public string Name => schema.Name;

    public async Task<Document<T>?> GetAsync(ProjectId project, string id, CancellationToken cancellationToken = default) =>
        await store.GetAsync(project, schema.Name, id, cancellationToken).ConfigureAwait(false) is { } found ? Read(found) : null;

    /// <summary>Gets the value with a unique key, or of several the first in order; null when there is none.</summary>
    public async Task<Document<T>?> FindAsync(ProjectId project, CatalogKey key, CancellationToken cancellationToken = default)
    {
        var page = await ListAsync(new CatalogQuery { Project = project, Collection = schema.Name, Key = key, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return page.Items is [var first, ..] ? first : null;
    }

    /// <summary>Starts a query of this collection.</summary>
    public CatalogQuery Query(ProjectId project, CatalogKey? key = null) => new() { Project = project, Collection = schema.Name, Key = key ?? CatalogKey.All };

    public async Task<Page<Document<T>>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        var page = await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return new Page<Document<T>>([.. page.Items.Select(Read)], page.NextCursor, page.TotalCount);
    }

    /// <summary>Lists values without their revisions.</summary>
    public async Task<Page<T>> ListValuesAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        var page = await ListAsync(query, cancellationToken).ConfigureAwait(false);
        return new Page<T>([.. page.Items.Select(document => document.Value)], page.NextCursor, page.TotalCount);
    }

    /// <summary>Reads everything that matches, page by page; for what is known to be few.</summary>
    public async Task<List<T>> ListAllAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        var values = new List<T>();
        var next = query with { Limit = ListQuery.MaxLimit };
        while (true)
        {
            var page = await ListAsync(next, cancellationToken).ConfigureAwait(false);
            values.AddRange(page.Items.Select(document => document.Value));
            if (page.NextCursor is null)
            {
                return values;
            }

            next = next with { Cursor = page.NextCursor, Offset = 0 };
        }
    }

    /// <exception cref="CatalogConflictException">The id or one of the unique keys is taken.</exception>
    public Task InsertAsync(ProjectId project, T value, CancellationToken cancellationToken = default) => store.CommitAsync([Put(project, value, 0)], cancellationToken);

    public Task UpsertAsync(ProjectId project, T value, CancellationToken cancellationToken = default) => store.CommitAsync([Put(project, value)], cancellationToken);

    /// <summary>Changes a value, again from the start when somebody else changed it meanwhile; returns null when there is none.</summary>
    /// <remarks>The id stays. A result equal to the value read is not written.</remarks>
    /// <exception cref="CatalogConflictException">A unique key of the result is taken.</exception>
    public async Task<T?> UpdateAsync(ProjectId project, string id, Func<T, T> change, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await GetAsync(project, id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                return default;
            }

            var changed = change(read.Value);
            if (EqualityComparer<T>.Default.Equals(changed, read.Value))
            {
                return changed;
            }

            try
            {
                await store.CommitAsync([Put(project, changed, read.Revision)], cancellationToken).ConfigureAwait(false);
                return changed;
            }
            catch (CatalogConflictException conflict) when (conflict.Key is null && attempt < MaxAttempts)
            {
                // Somebody was faster: once more on what is there now.
            }
        }
    }

    /// <summary>Deletes a value; returns whether there was one.</summary>
    public async Task<bool> DeleteAsync(ProjectId project, string id, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await store.GetAsync(project, schema.Name, id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                return false;
            }

            try
            {
                await store.CommitAsync([Delete(project, id, read.Revision)], cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (CatalogConflictException) when (attempt < MaxAttempts)
            {
                // It was changed or deleted meanwhile: look again.
            }
        }
    }

    /// <summary>A change for a commit of several.</summary>
    public CatalogChange Put(ProjectId project, T value, long? expectedRevision = null) => CatalogChange.Put(
        new CatalogDocument
        {
            Project = project,
            Collection = schema.Name,
            Id = schema.Id(value),
            Sort = schema.Sort(value),
            Keys = schema.Keys is { } keys ? [.. keys(value)] : [],
            Content = Payload.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(value, schema.Json)),
        },
        expectedRevision);

    /// <summary>What a change of a commit puts into this collection; nothing when it deletes or is about another.</summary>
    public T? PutBy(CatalogChange change) => change is { Document: { } document } && document.Collection == schema.Name ? Read(document).Value : default;

    /// <summary>A deletion for a commit of several.</summary>
    public CatalogChange Delete(ProjectId project, string id, long? expectedRevision = null) => CatalogChange.Delete(project, schema.Name, id, expectedRevision);

    private Document<T> Read(CatalogDocument document)
    {
        try
        {
            return new Document<T>(
                JsonSerializer.Deserialize(document.Content.Utf8.Span, schema.Json) ?? throw new JsonException("It is null."),
                document.Revision);
        }
        catch (JsonException exception)
        {
            throw new IOException($"Document '{document.Id}' of '{schema.Name}' cannot be read: {exception.Message}", exception);
        }
    }
}
