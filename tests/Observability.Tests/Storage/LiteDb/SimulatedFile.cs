using Observability.Storage.LiteDb.Files;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>A file of a <see cref="SimulatedDisk"/>: the bytes on the device and the operations that are not there yet.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path) : IStoreFile
{
    private readonly Lock _gate = new();
    private readonly List<(long Position, byte[]? Bytes)> _pending = [];
    private byte[] _synced = [];
    private byte[] _current = [];

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
            var count = (int)Math.Clamp(_current.Length - position, 0, buffer.Length);
            _current.AsSpan((int)position, count).CopyTo(buffer);
            return count;
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!disk.Operate())
            {
                return;
            }

            if ((disk.FreeBytes -= Math.Max(0, position + bytes.Length - _current.Length)) < 0)
            {
                disk.FreeBytes = 0;
                throw new IOException("No space left on device.");
            }

            _current = Apply(_current, position, bytes.ToArray());
            _pending.Add((position, bytes.ToArray()));
        }
    }

    public void SetLength(long length)
    {
        lock (_gate)
        {
            if (disk.Operate())
            {
                _current = Apply(_current, length, null);
                _pending.Add((length, null));
            }
        }
    }

    public void Sync()
    {
        lock (_gate)
        {
            if (disk.Operate() && !disk.IgnoreSyncs)
            {
                _synced = [.. _current];
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
            var bytes = _synced;
            foreach (var (position, written) in _pending)
            {
                if (random.Next(2) == 0)
                {
                    bytes = Apply(bytes, position, written);
                }
            }

            return new SimulatedFile(survivor, Path) { _synced = bytes, _current = bytes };
        }
    }

    private static byte[] Apply(byte[] bytes, long position, byte[]? written)
    {
        var length = written is null ? (int)position : Math.Max(bytes.Length, (int)position + written.Length);
        var result = new byte[length];
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(result);
        written?.CopyTo(result, position);
        return result;
    }
}
