namespace Observability.Storage.LiteDb.Files;

/// <summary>The write-ahead log: makes a commit of LiteDB durable with two syncs, and never lets a failed write pass for a commit.</summary>
/// <remarks>
/// LiteDB writes the pages of a transaction to the log from a thread of its own; the last page confirms the transaction by
/// byte 18. Here the confirming page goes out unconfirmed with the others, all are synced, and only then the single byte is
/// set: whatever a power loss keeps or drops, a confirmed transaction is whole. The offset is an internal of LiteDB 5.0.20,
/// pinned by version and by a test.
/// A write that fails must not throw on LiteDB's thread (it would die and hang its waiters), so the stream goes bad instead:
/// it drops what follows and tells the one who waits for the commit. A bad stream is closed and the file opened again.
/// </remarks>
internal sealed class LogStream(IStoreFile file) : PositionalStream(file)
{
    public const int PageSize = 8192;
    public const int ConfirmedOffset = 18;

    private static readonly byte[] Confirmed = [1];

    private readonly object _sync = new();
    private readonly byte[] _page = new byte[PageSize];
    private long _commits;
    private bool _isDirty;
    private Exception? _failure;

    /// <summary>How many confirming pages were written.</summary>
    public long Commits
    {
        get
        {
            lock (_sync)
            {
                return _commits;
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_sync)
        {
            try
            {
                if (_failure is null)
                {
                    WritePage(buffer.AsSpan(offset, count));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _failure = exception;
            }

            Position += count;
            Monitor.PulseAll(_sync);
        }
    }

    /// <summary>Waits until the log holds <paramref name="commits"/> confirmed transactions, then syncs it.</summary>
    /// <exception cref="IOException">The log could not be written: the transaction is not durable.</exception>
    public void WaitForCommit(long commits, TimeSpan patience)
    {
        lock (_sync)
        {
            while (_commits < commits && _failure is null)
            {
                if (!Monitor.Wait(_sync, patience))
                {
                    _failure = new IOException("LiteDB did not write its log in time.");
                }
            }
        }

        Sync();
    }

    /// <summary>Returns when everything in the log is on the device.</summary>
    public void Sync()
    {
        lock (_sync)
        {
            ThrowIfFailed();
            if (!_isDirty)
            {
                return;
            }

            try
            {
                File.Sync();
                _isDirty = false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // After a failed sync nobody knows what is on the device; a second one may falsely succeed.
                _failure = exception;
                ThrowIfFailed();
            }
        }
    }

    /// <summary>Makes the stream bad on purpose, so that closing the engine writes nothing more.</summary>
    public void Abandon()
    {
        lock (_sync)
        {
            _failure ??= new IOException("The log was abandoned.");
            Monitor.PulseAll(_sync);
        }
    }

    public override void SetLength(long value)
    {
        lock (_sync)
        {
            if (_failure is not null)
            {
                return;
            }

            // Transaction ids start again after a checkpoint: an old page must never come back behind new ones.
            File.SetLength(value);
            File.Sync();
            _isDirty = false;
        }
    }

    private void WritePage(ReadOnlySpan<byte> page)
    {
        _isDirty = true;
        if (page.Length != PageSize || page[ConfirmedOffset] == 0)
        {
            File.Write(Position, page);
            return;
        }

        page.CopyTo(_page);
        _page[ConfirmedOffset] = 0;
        File.Write(Position, _page);
        File.Sync();
        File.Write(Position + ConfirmedOffset, Confirmed);
        _commits++;
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new IOException($"The telemetry log could not be written: {_failure.Message}", _failure);
        }
    }
}
