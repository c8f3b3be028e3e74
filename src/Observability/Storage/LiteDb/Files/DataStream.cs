namespace Observability.Storage.LiteDb.Files;

/// <summary>The data file: overwritten only by checkpoints, and only after the log that can repeat them is on the device.</summary>
internal sealed class DataStream(IStoreFile file, LogStream log) : PositionalStream(file)
{
    private volatile bool _isAbandoned;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (_isAbandoned)
        {
            Position += count;
            return;
        }

        log.Sync();
        base.Write(buffer, offset, count);
    }

    public override void Flush()
    {
        if (!_isAbandoned)
        {
            File.Sync();
        }
    }

    public override void SetLength(long value)
    {
        if (!_isAbandoned)
        {
            base.SetLength(value);
        }
    }

    /// <summary>Drops all writes from now on, so that closing the engine changes nothing.</summary>
    public void Abandon() => _isAbandoned = true;
}
