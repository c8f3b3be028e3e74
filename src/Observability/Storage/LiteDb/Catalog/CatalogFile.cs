using System.Threading.Channels;
using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.LiteDb.Files;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Catalog;

/// <summary>The catalog in one file. Commits that wait together share one durable transaction.</summary>
internal sealed class CatalogFile : IAsyncDisposable
{
    private const int MaxGroup = 64;

    // Documents that are erased in one transaction: bounds its memory.
    private const int EraseChunk = 100;

    private readonly EngineFile _engine;
    private readonly PageMarks _marks = new();
    private readonly Channel<PendingCommit> _pending = Channel.CreateUnbounded<PendingCommit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    private CatalogFile(EngineFile engine)
    {
        _engine = engine;
        using (ExecutionContext.SuppressFlow())
        {
            _writing = Task.Run(WriteAsync);
        }
    }

    public static CatalogFile Open(string directory, StoreFileSystem files, ILogger logger, TimeProvider time) =>
        new(EngineFile.Open(Path.Combine(directory, "catalog.db"), files, CatalogTables.Prepare, logger, time));

    public CatalogDocument? Get(ProjectId project, string collection, string id)
    {
        var key = CatalogKeyBytes.OfDocument(project, collection, id);
        return Read(new LiteQuery { Where = { BsonExpression.Create("$._id = @0", key) } }) is [var document] ? CatalogCodec.Read(document) : null;
    }

    public Page<CatalogDocument> List(CatalogQuery query)
    {
        query.Validate();
        var prefix = CatalogKeyBytes.Prefix(query.Project, query.Collection, query.Key);
        var (low, high) = CatalogKeyBytes.Range(prefix, query.From, query.To);
        var total = query.IncludeTotal ? Count(query, prefix, low, high) : (long?)null;
        if (query.After is { } cursor)
        {
            var after = After(prefix, query, cursor.Sort, cursor.Id);
            low = low.AsSpan().SequenceCompareTo(after) > 0 ? low : after;
        }

        // Only whole lists have marks: a bound or a cursor counts its offset from elsewhere.
        var pages = query is { From: null, To: null, Cursor: null } ? _marks.Of(query) : null;
        var skipped = 0;
        if (query.Offset > 0 && pages?.Before(query.Key, query.Offset) is { } mark)
        {
            (skipped, low) = mark;
        }

        var documents = Read(new LiteQuery { Where = { Between(low, high) }, Offset = query.Offset - skipped, Limit = query.Limit + 1 });
        var hasMore = documents.Count > query.Limit;
        var items = documents.Take(query.Limit).Select(CatalogCodec.Read).ToList();
        if (hasMore)
        {
            pages?.Add(query.Key, query.Offset + items.Count, After(prefix, query, items[^1].Sort, items[^1].Id));
            pages?.Add(query.Key, query.Offset, Before(prefix, query, items[0].Sort, items[0].Id));
        }

        return new Page<CatalogDocument>(items, hasMore ? CatalogCursor.Encode(items[^1]) : null, total);
    }

    public Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var commit = new PendingCommit(changes);
        ObjectDisposedException.ThrowIf(!_pending.Writer.TryWrite(commit), typeof(LiteDbTraceStore));
        return commit.Done.Task;
    }

    /// <summary>Erases a project. Nothing is indexed by project alone: it reads through the file, which is meant for the end of a project.</summary>
    public async Task EraseAsync(ProjectId project, CancellationToken cancellationToken)
    {
        while (Read(new LiteQuery { Where = { BsonExpression.Create("$.p = @0", project.Value) }, Limit = EraseChunk }) is { Count: > 0 } documents)
        {
            await CommitAsync([.. documents.Select(document => CatalogChange.Delete(project, document["n"].AsString, document["i"].AsString))], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the commits that wait and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        _engine.Dispose();
    }

    private async Task WriteAsync()
    {
        var group = new List<PendingCommit>();
        while (await _pending.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            while (group.Count < MaxGroup && _pending.Reader.TryRead(out var commit))
            {
                group.Add(commit);
            }

            Commit(group);
        }
    }

    private void Commit(List<PendingCommit> group)
    {
        try
        {
            _engine.Write(engine => group.Aggregate(false, (any, commit) => commit.Try(engine) || any));
            group.ForEach(commit => _marks.Forget(commit.Changes));
            group.ForEach(commit => commit.Complete());
        }
        catch (Exception) when (group.Count > 1)
        {
            // One commit that cannot be written must not take its neighbours down.
            group.ForEach(commit => Commit([commit]));
        }
        catch (Exception exception)
        {
            group[0].Done.TrySetException(exception);
        }
    }

    private long Count(CatalogQuery query, byte[] prefix, byte[] low, byte[] high)
    {
        if (query.From is not null || query.To is not null)
        {
            return Read(new LiteQuery { Where = { Between(low, high) } }).Count;
        }

        var counts = _engine.Read(engine => CatalogTables.ToList(engine.Query(CatalogTables.Counts, new LiteQuery { Where = { BsonExpression.Create("$._id = @0", prefix) } })));
        return counts is [var count] ? count["n"].AsInt64 : 0;
    }

    private static byte[] After(byte[] prefix, CatalogQuery query, string sort, string id) => Telemetry.StoreKey.After(Before(prefix, query, sort, id));

    private static byte[] Before(byte[] prefix, CatalogQuery query, string sort, string id) => CatalogKeyBytes.OfKey(prefix, sort, CatalogKeyBytes.OfDocument(query.Project, query.Collection, id));

    private static BsonExpression Between(byte[] low, byte[] high) => BsonExpression.Create("$.k[*] ANY BETWEEN @0 AND @1", low, high);

    private List<BsonDocument> Read(LiteQuery query) => _engine.Read(engine => CatalogTables.ToList(engine.Query(CatalogTables.Documents, query)));

    /// <summary>A commit that waits for its turn.</summary>
    private sealed class PendingCommit(IReadOnlyList<CatalogChange> changes)
    {
        public IReadOnlyList<CatalogChange> Changes => changes;

        private IReadOnlyList<long> _revisions = [];
        private CatalogConflictException? _conflict;

        public TaskCompletionSource<IReadOnlyList<long>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Makes the changes in the open transaction; a conflict leaves it as it was. Returns whether anything changed.</summary>
        public bool Try(ILiteEngine engine)
        {
            try
            {
                _conflict = null;
                _revisions = new CatalogTransaction(engine).Apply(changes, out var hasChanged);
                return hasChanged;
            }
            catch (CatalogConflictException conflict)
            {
                _conflict = conflict;
                return false;
            }
        }

        public void Complete()
        {
            if (_conflict is { } conflict)
            {
                Done.TrySetException(conflict);
            }
            else
            {
                Done.TrySetResult(_revisions);
            }
        }
    }
}
