using Microsoft.Extensions.Logging;
using Observability.Storage.LiteDb.Catalog;
using Observability.Storage.LiteDb.Erasing;
using Observability.Storage.LiteDb.Files;
using Observability.Storage.LiteDb.Scores;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb;

/// <summary>The files, the writer and the lock of one directory; shared by all stores of the process that name it.</summary>
internal sealed class StoreCore
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, StoreCore> Open = new(StringComparer.Ordinal);

    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    private readonly string _directory;
    private readonly DirectoryLock _lock;
    private readonly TelemetryStoreWriter _writer;
    private readonly ILogger _logger;
    private readonly ITimer? _retention;
    private int _users;

    private StoreCore(string directory, LiteDbTraceStoreOptions options, StoreFileSystem files, ILogger logger, TimeProvider time)
    {
        _directory = directory;
        _lock = DirectoryLock.Take(directory);
        try
        {
            Scores = ScoreFile.Open(directory, files, logger, time);
            Files = new TelemetryFiles(directory, files, new BlockCache(options.CacheBytes), logger, time);
            Catalog = CatalogFile.Open(directory, files, logger, time);
        }
        catch
        {
            Files?.Dispose();
            Scores?.Dispose();
            _lock.Dispose();
            throw;
        }

        _logger = logger;
        _writer = new TelemetryStoreWriter(Files);
        Eraser = new StoreEraser(Files, Scores, _writer, logger);
        Queue = new WriteQueue(Write);
        if (options.Retention is { } retention)
        {
            _retention = time.CreateTimer(_ => Retain(time.GetUtcNow() - retention), null, TimeSpan.Zero, RetentionInterval);
        }
    }

    public TelemetryFiles Files { get; }

    public ScoreFile Scores { get; }

    public CatalogFile Catalog { get; }

    public StoreEraser Eraser { get; }

    public WriteQueue Queue { get; }

    /// <summary>Opens a directory, or joins those who have it open. The options of the first one count.</summary>
    public static StoreCore Acquire(LiteDbTraceStoreOptions options, StoreFileSystem files, ILogger logger, TimeProvider time)
    {
        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));
        lock (Gate)
        {
            if (!Open.TryGetValue(directory, out var core))
            {
                core = new StoreCore(directory, options, files, logger, time);
                Open.Add(directory, core);
            }

            core._users++;
            return core;
        }
    }

    /// <summary>Leaves; the last one closes the files.</summary>
    public async ValueTask ReleaseAsync()
    {
        lock (Gate)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        if (_retention is not null)
        {
            await _retention.DisposeAsync().ConfigureAwait(false);
        }

        await Queue.DisposeAsync().ConfigureAwait(false);
        await Catalog.DisposeAsync().ConfigureAwait(false);
        lock (Gate)
        {
            Files.Dispose();
            Scores.Dispose();
            _lock.Dispose();
            Open.Remove(_directory);
        }
    }

    // Whatever happens here must not reach the timer's thread; the next round tries again.
    private void Retain(DateTimeOffset cutoff) => _ = Queue.RunAsync(
        () =>
        {
            try
            {
                Eraser.Retain(cutoff);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                _logger.LogError(exception, "Telemetry older than {Cutoff} could not be erased from '{Directory}'; it is tried again in an hour.", cutoff, _directory);
            }
        },
        CancellationToken.None);

    private void Write(IReadOnlyList<TelemetryBatch> batches)
    {
        _writer.Write(
            [.. batches.SelectMany(batch => batch.Observations).Select(StoredForm.Of)],
            [.. batches.SelectMany(batch => batch.Traces).Select(StoredForm.Of)]);
        Scores.Write([.. batches.SelectMany(batch => batch.Scores).Select(StoredForm.Of)]);
    }
}
