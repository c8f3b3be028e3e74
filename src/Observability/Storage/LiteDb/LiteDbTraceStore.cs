using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Storage.LiteDb.Files;

namespace Observability.Storage.LiteDb;

/// <summary>The embedded store: telemetry in LiteDB files of one directory, with nothing else to install.</summary>
/// <remarks>
/// Thread-safe. One process owns the directory; opening it twice inside the process shares it. What <see cref="WriteAsync"/> returned for
/// is on the device and survives a power loss. A file that is damaged is moved aside (<c>*.corrupt-…</c>), said in the log, and a new one is
/// begun. After a full disk or another failure of the file system the store goes on by itself as soon as it can write again.
/// </remarks>
public sealed partial class LiteDbTraceStore : ITraceStore
{
    private readonly StoreCore _core;
    private int _isDisposed;

    private LiteDbTraceStore(StoreCore core) => _core = core;

    /// <summary>Opens or creates a store.</summary>
    /// <param name="options">Where it is and how long it keeps what.</param>
    /// <param name="logger">Is told about damage and retention.</param>
    /// <param name="timeProvider">The clock of retention; the system's by default.</param>
    /// <exception cref="ArgumentException">The options are invalid; the message lists every error.</exception>
    /// <exception cref="IOException">Another process has the directory (the message says which), or it cannot be written.</exception>
    public static LiteDbTraceStore Open(LiteDbTraceStoreOptions options, ILogger? logger = null, TimeProvider? timeProvider = null) =>
        Open(options, StoreFileSystem.Disk, logger, timeProvider);

    internal static LiteDbTraceStore Open(LiteDbTraceStoreOptions options, StoreFileSystem files, ILogger? logger = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new LiteDbTraceStore(StoreCore.Acquire(options, files, logger ?? NullLogger.Instance, timeProvider ?? TimeProvider.System));
    }

    /// <inheritdoc/>
    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return batch.Count == 0 ? Task.CompletedTask : _core.Queue.WriteAsync(batch, cancellationToken);
    }

    /// <summary>Writes what is waiting and closes the files.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? _core.ReleaseAsync() : ValueTask.CompletedTask;
}
