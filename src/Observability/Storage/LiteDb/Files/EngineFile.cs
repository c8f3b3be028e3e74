using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging;

namespace Observability.Storage.LiteDb.Files;

/// <summary>One LiteDB file with its log: every call is alone in the engine, every commit is durable.</summary>
/// <remarks>
/// LiteDB 5.0.20 has races between writers (litedb#2825), between readers that miss its page cache (#2817) and with collections being
/// created (#2792). One lock round every call excludes all of them; calls are short, decompression and filtering happen outside.
/// After a failed write the engine is thrown away and opened again from what is on disk, so that no state is trusted that a commit did not confirm.
/// Thread-safe.
/// </remarks>
internal sealed class EngineFile : IDisposable
{
    private const long CheckpointBytes = 12 * 1024 * 1024;

    private static readonly TimeSpan CommitPatience = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly StoreFileSystem _files;
    private readonly Func<ILiteEngine, bool> _prepare;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private OpenFiles? _open;
    private bool _isDisposed;

    private EngineFile(string path, StoreFileSystem files, Func<ILiteEngine, bool> prepare, ILogger logger, TimeProvider time)
    {
        Path = path;
        _files = files;
        _prepare = prepare;
        _logger = logger;
        _time = time;
    }

    public string Path { get; }

    /// <summary>How often the file was opened: whoever remembers what is in it forgets it when this changes.</summary>
    public int Generation { get; private set; }

    /// <summary>Opens or creates the file. A damaged one is moved aside.</summary>
    /// <param name="path">The path of the data file; the log is beside it.</param>
    /// <param name="files">How files are opened.</param>
    /// <param name="prepare">Creates indexes; returns whether it had to.</param>
    /// <param name="logger">Is told about damage.</param>
    /// <param name="time">The clock for the names of damaged files.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static EngineFile Open(string path, StoreFileSystem files, Func<ILiteEngine, bool> prepare, ILogger logger, TimeProvider time)
    {
        var file = new EngineFile(path, files, prepare, logger, time);
        lock (file._gate)
        {
            file.Ensure();
        }

        return file;
    }

    public static string LogPathOf(string path) => System.IO.Path.ChangeExtension(path, ".log");

    /// <summary>Runs a read; it must return nothing lazy.</summary>
    public T Read<T>(Func<ILiteEngine, T> read)
    {
        lock (_gate)
        {
            var open = Ensure();
            try
            {
                return read(open.Engine);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                throw Translate(open, exception);
            }
        }
    }

    /// <summary>Runs a transaction; returns when it is durable.</summary>
    /// <exception cref="IOException">It is not durable; the file is as before.</exception>
    public void Write(Action<ILiteEngine> change) => Write(engine =>
    {
        change(engine);
        return true;
    });

    /// <summary>Runs a transaction that says whether it changed anything; returns when what it changed is durable.</summary>
    /// <exception cref="IOException">It is not durable; the file is as before.</exception>
    public void Write(Func<ILiteEngine, bool> change)
    {
        OpenFiles open;
        long commits;
        lock (_gate)
        {
            open = Ensure();
            try
            {
                commits = open.Log.Commits + 1;
                open.Engine.BeginTrans();
                if (!change(open.Engine))
                {
                    open.Engine.Rollback();
                    return;
                }

                open.Engine.Commit();
            }
            catch (Exception exception)
            {
                Abandon(open);
                throw Translate(open, exception);
            }
        }

        try
        {
            open.Log.WaitForCommit(commits, CommitPatience);
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                Abandon(open);
            }

            throw Translate(open, exception);
        }

        if (open.Log.Length >= CheckpointBytes)
        {
            TryCheckpoint(open);
        }
    }

    /// <summary>Moves the log into the data file.</summary>
    public void Checkpoint()
    {
        lock (_gate)
        {
            var open = Ensure();
            try
            {
                Checkpoint(open);
            }
            catch (Exception exception)
            {
                Abandon(open);
                throw Translate(open, exception);
            }
        }
    }

    /// <summary>Closes the file and deletes it with its log.</summary>
    public void Delete()
    {
        lock (_gate)
        {
            if (_open is { } open)
            {
                Abandon(open);
            }

            _isDisposed = true;
            File.Delete(Path);
            File.Delete(LogPathOf(Path));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (_open is not { } open)
            {
                return;
            }

            try
            {
                Checkpoint(open);
            }
            catch (Exception exception) when (exception is IOException or LiteException)
            {
                // The log stays and is read at the next opening.
                open.Data.Abandon();
                open.Log.Abandon();
            }

            _open = null;
            open.Dispose();
        }
    }

    // The transaction is durable whatever happens here; what went wrong shows again to the next caller.
    private void TryCheckpoint(OpenFiles open)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_open, open))
            {
                return;
            }

            try
            {
                Checkpoint(open);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                _logger.LogWarning(exception, "The log of the telemetry file '{Path}' could not be moved into it; it is tried again.", Path);
                Abandon(open);
            }
        }
    }

    private static void Checkpoint(OpenFiles open)
    {
        open.Log.Sync();
        open.Engine.Checkpoint();
    }

    private OpenFiles Ensure()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_open is { } open)
        {
            return open;
        }

        try
        {
            _open = OpenOnce();
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException or OutOfMemoryException))
        {
            // Whatever LiteDB throws here (its own exceptions, index and cast errors) says that the bytes make no sense to it.
            MoveAside(exception);
            _open = OpenOnce();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The telemetry file '{Path}' cannot be opened for writing: {exception.Message}", exception);
        }

        Generation++;
        return _open;
    }

    private OpenFiles OpenOnce()
    {
        var data = _files.Open(Path);
        IStoreFile? log = null;
        IStoreFile? temporary = null;
        OpenFiles? open = null;
        try
        {
            log = _files.Open(LogPathOf(Path));
            temporary = _files.OpenTemporary(System.IO.Path.ChangeExtension(Path, ".tmp"));
            if (data.Length == 0 && log.Length > 0)
            {
                // A log without its file is what is left of a deletion.
                log.SetLength(0);
            }

            open = OpenFiles.Create(data, log, temporary);

            // Checkpoints happen behind our gate, not at the end of some commit.
            var isChanged = open.Engine.Pragma("CHECKPOINT").AsInt32 != 0 && open.Engine.Pragma("CHECKPOINT", 0);
            isChanged |= _prepare(open.Engine);
            if (isChanged)
            {
                // Waits for what LiteDB still has to write, so that the commits counted from now on are ours. An existing file
                // needs nothing written to be opened: it can be read while the disk is full.
                Checkpoint(open);
            }

            return open;
        }
        catch
        {
            open?.Abandon();
            open?.Dispose();
            data.Dispose();
            log?.Dispose();
            temporary?.Dispose();
            throw;
        }
    }

    private void MoveAside(Exception exception)
    {
        var suffix = $".corrupt-{_time.GetUtcNow():yyyyMMddHHmmssfff}";
        _logger.LogError(
            exception,
            "The telemetry file '{Path}' is damaged and was moved to '{CorruptPath}'; a new one is started. Telemetry in it is not shown any more.",
            Path,
            Path + suffix);
        foreach (var path in new[] { Path, LogPathOf(Path) })
        {
            if (File.Exists(path))
            {
                File.Move(path, path + suffix, overwrite: true);
            }
        }
    }

    private void Abandon(OpenFiles open)
    {
        if (ReferenceEquals(_open, open))
        {
            _open = null;
        }

        open.Abandon();
        open.Dispose();
    }

    private IOException Translate(OpenFiles open, Exception exception)
    {
        if (exception is IOException or LiteException { ErrorCode: LiteException.INVALID_DATAFILE_STATE } or InvalidCastException or IndexOutOfRangeException or NullReferenceException)
        {
            // LiteDB has closed itself or makes no sense of the file: opening it again decides whether it is damaged for good.
            Abandon(open);
        }

        return exception is IOException io
            ? io
            : new IOException($"The telemetry file '{Path}' could not be used: {exception.Message}", exception);
    }

    private sealed record OpenFiles(LiteEngine Engine, LogStream Log, DataStream Data, IStoreFile[] Files) : IDisposable
    {
        public static OpenFiles Create(IStoreFile dataFile, IStoreFile logFile, IStoreFile temporaryFile)
        {
            var log = new LogStream(logFile);
            var data = new DataStream(dataFile, log);
            try
            {
                var engine = new LiteEngine(new EngineSettings
                {
                    DataStream = data,
                    LogStream = log,
                    TempStream = new PositionalStream(temporaryFile),
                    Collation = Collation.Binary,
                });

                return new OpenFiles(engine, log, data, [dataFile, logFile, temporaryFile]);
            }
            catch
            {
                data.Abandon();
                log.Abandon();
                throw;
            }
        }

        public void Abandon()
        {
            Data.Abandon();
            Log.Abandon();
        }

        public void Dispose()
        {
            Engine.Dispose();
            foreach (var file in Files)
            {
                file.Dispose();
            }
        }
    }
}
