using Observability.Storage.LiteDb.Files;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>A file of a <see cref="SimulatedDisk"/>: the bytes on the device and the operations that are not there yet.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path) : IStoreFile
{
    private readonly Lock _gate = new();
    private readonly List<(long Position, byte[]? Bytes)> _pending = [];
    private readonly MemoryStream _current = new();
    private readonly MemoryStream _synced = new();

    public string Path { get; } = path;

    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _current.Length;
            }
        }
    }

    public int Read(long position, Span<byte> buffer)
    {
        lock (_gate)
        {
            _current.Position = position;
            return _current.Read(buffer);
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if ((disk.FreeBytes -= Math.Max(0, position + bytes.Length - _current.Length)) < 0)
            {
                disk.FreeBytes = 0;
                throw new IOException("No space left on device.");
            }

            Do(position, bytes.ToArray());
        }
    }

    public void SetLength(long length)
    {
        lock (_gate)
        {
            Do(length, null);
        }
    }

    public void Sync()
    {
        lock (_gate)
        {
            if (disk.Operate() && !disk.IgnoreSyncs)
            {
                _pending.ForEach(operation => Apply(_synced, operation));
                _pending.Clear();
            }
        }
    }

    public void Dispose()
    {
    }

    // A device keeps any subset of what was not synced, whatever the order it was written in.
    internal SimulatedFile AfterPowerLoss(SimulatedDisk survivor, Random random)
    {
        lock (_gate)
        {
            var file = new SimulatedFile(survivor, Path);
            Apply(file._current, (0, _synced.ToArray()));
            foreach (var operation in _pending.Where(_ => random.Next(2) == 0))
            {
                Apply(file._current, operation);
            }

            Apply(file._synced, (0, file._current.ToArray()));
            return file;
        }
    }

    // After the power is gone the process may go on in its own world; the device sees nothing of it.
    private void Do(long position, byte[]? bytes)
    {
        Apply(_current, (position, bytes));
        if (disk.Operate())
        {
            _pending.Add((position, bytes));
        }
    }

    private static void Apply(MemoryStream stream, (long Position, byte[]? Bytes) operation)
    {
        if (operation.Bytes is not { } bytes)
        {
            stream.SetLength(operation.Position);
            return;
        }

        stream.Position = operation.Position;
        stream.Write(bytes);
    }
}
