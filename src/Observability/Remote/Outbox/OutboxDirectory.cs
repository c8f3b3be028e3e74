using System.Security.Cryptography;
using System.Text;
using Observability.Remote.Delivery;

namespace Observability.Remote.Outbox;

/// <summary>Parcels that wait on disk for one server, oldest first, within a bound of bytes.</summary>
/// <remarks>
/// <c>outbox/&lt;server&gt;/&lt;process&gt;/*.parcel</c>. Each process writes into a folder of its own and keeps it locked; what an ended process left is moved into
/// the folder of one that lives. What a server refused for good is kept in <c>outbox/&lt;server&gt;/refused</c>. Thread-safe.
/// </remarks>
internal sealed class OutboxDirectory : IDisposable
{
    public const string RefusedFolder = "refused";

    /// <summary>The most bytes that are kept of what was refused; the oldest goes.</summary>
    public const long MaxRefusedBytes = 64L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, OutboxEntry> _entries = new(StringComparer.Ordinal);
    private readonly string _token = Guid.NewGuid().ToString("N")[..8];
    private readonly long _maxBytes;
    private readonly DeliveryHealth _health;
    private readonly TimeProvider _time;
    private readonly OutboxFiles _files;
    private OutboxFolder? _own;
    private string? _sending;
    private long _lastTime;
    private long _records;
    private long _bytes;

    public OutboxDirectory(string path, long maxBytes, DeliveryHealth health, TimeProvider time, OutboxFiles? files = null)
    {
        OutboxPath = path;
        _maxBytes = maxBytes;
        _health = health;
        _time = time;
        _files = files ?? new OutboxFiles();
    }

    public string OutboxPath { get; }

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count == 0;
            }
        }
    }

    /// <summary>How many records and bytes wait.</summary>
    public (long Records, long Bytes) Waiting
    {
        get
        {
            lock (_lock)
            {
                return (_records, _bytes);
            }
        }
    }

    /// <summary>Where the parcels for a server's project wait: processes that send elsewhere do not meet them.</summary>
    public static string PathOf(ServerOptions server) => server.DirectoryOf(server.OutboxPath);

    /// <summary>Keeps a parcel; returns when it is durable. When the outbox is full, the oldest make place.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Add(Parcel parcel)
    {
        var file = ParcelFile.Write(parcel);
        lock (_lock)
        {
            if (file.Length > _maxBytes)
            {
                _health.Dropped(parcel.Kind, parcel.Records);
                return;
            }

            MakePlace(file.Length);
            _lastTime = Math.Max(_lastTime + 1, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            var entry = new OutboxEntry(OutboxEntry.NameOf(_lastTime, _token, parcel.Records), parcel.Records, file.Length);
            WriteOwn(entry, file);
            Insert(entry);
        }
    }

    /// <summary>The oldest parcel; it stays until it is completed, replaced or refused. A file that is damaged is set aside.</summary>
    public bool TryPeek(out OutboxEntry entry, out Parcel parcel)
    {
        while (true)
        {
            lock (_lock)
            {
                (entry, parcel) = (null!, null!);
                if (_entries.Count == 0)
                {
                    _sending = null;
                    return false;
                }

                entry = _entries.First().Value;
                _sending = entry.Name;
            }

            try
            {
                parcel = ParcelFile.Read(_files.Read(PathOf(entry)));
                return true;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // Somebody removed it by hand.
                _health.Dropped(null, entry.Records);
                Complete(entry);
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
            {
                _health.Refused(ParcelKind.Spans, entry.Records, exception.Message);
                SetAside(entry);
            }
        }
    }

    /// <summary>Removes a parcel that was delivered.</summary>
    public void Complete(OutboxEntry entry)
    {
        lock (_lock)
        {
            if (Remove(entry))
            {
                _files.Delete(PathOf(entry));
            }
        }
    }

    /// <summary>Puts the rest of a parcel in its place when a part of it was delivered.</summary>
    public void Replace(OutboxEntry entry, Parcel rest)
    {
        var file = ParcelFile.Write(rest);
        lock (_lock)
        {
            var remaining = entry.With(rest.Records, file.Length);
            WriteOwn(remaining, file);
            Complete(entry);
            Insert(remaining);
        }
    }

    /// <summary>Keeps a parcel, or a part of one, that a server will never take, where it is out of the way.</summary>
    public void KeepRefused(Parcel parcel)
    {
        try
        {
            var folder = Path.Combine(OutboxPath, RefusedFolder);
            Directory.CreateDirectory(folder);
            var name = OutboxEntry.NameOf((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, Guid.NewGuid().ToString("N")[..8], parcel.Records);
            _files.Write(Path.Combine(folder, name), ParcelFile.Write(parcel));
            TrimRefused(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _health.OutboxFailed(exception);
        }
    }

    /// <summary>Moves in what processes that have ended left behind.</summary>
    public void Adopt()
    {
        try
        {
            if (!Directory.Exists(OutboxPath))
            {
                return;
            }

            foreach (var path in Directory.GetDirectories(OutboxPath))
            {
                if (Path.GetFileName(path) != RefusedFolder && path != _own?.FolderPath && OutboxFolder.TryTakeOver(path) is { } left)
                {
                    using (left)
                    {
                        Adopt(left);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _health.OutboxFailed(exception);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            DeliveryMetrics.WaitingRecords.Add(-_records);
            DeliveryMetrics.WaitingBytes.Add(-_bytes);
            (_records, _bytes) = (0, 0);
            _entries.Clear();
            _own?.Dispose();
            _own = null;
        }
    }

    private void WriteOwn(OutboxEntry entry, ReadOnlySpan<byte> file)
    {
        try
        {
            _own ??= OutboxFolder.Create(OutboxPath);
            if (!Directory.Exists(_own.FolderPath))
            {
                // Somebody removed it by hand, and with it the lock's name.
                _own.Dispose();
                _own = OutboxFolder.Create(OutboxPath);
            }

            _files.Write(PathOf(entry), file);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The outbox '{OutboxPath}' cannot be written: {exception.Message}", exception);
        }
    }

    private void Adopt(OutboxFolder left)
    {
        foreach (var file in new DirectoryInfo(left.FolderPath).GetFiles())
        {
            if (OutboxEntry.TryRead(file) is not { } entry)
            {
                if (file.Extension == ".tmp")
                {
                    _files.Delete(file.FullName);
                }

                continue;
            }

            lock (_lock)
            {
                MakePlace(entry.Bytes);
                _own ??= OutboxFolder.Create(OutboxPath);
                File.Move(file.FullName, PathOf(entry));
                Insert(entry);

                // What this process writes comes after it, also when the clock was set back.
                _lastTime = Math.Max(_lastTime, entry.Time);
                _health.Adopted(entry.Records);
            }
        }
    }

    private void MakePlace(long bytes)
    {
        while (_bytes + bytes > _maxBytes && _entries.Values.FirstOrDefault(entry => entry.Name != _sending) is { } oldest)
        {
            Remove(oldest);
            _files.Delete(PathOf(oldest));
            _health.Dropped(null, oldest.Records);
        }
    }

    private void SetAside(OutboxEntry entry)
    {
        lock (_lock)
        {
            if (!Remove(entry))
            {
                return;
            }

            try
            {
                var folder = Path.Combine(OutboxPath, RefusedFolder);
                Directory.CreateDirectory(folder);
                File.Move(PathOf(entry), Path.Combine(folder, entry.Name), overwrite: true);
                TrimRefused(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _files.Delete(PathOf(entry));
                _health.OutboxFailed(exception);
            }
        }
    }

    private void TrimRefused(string folder)
    {
        var files = new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.Name, StringComparer.Ordinal);
        var kept = 0L;
        foreach (var file in files)
        {
            kept += file.Length;
            if (kept > MaxRefusedBytes)
            {
                _files.Delete(file.FullName);
            }
        }
    }

    private void Insert(OutboxEntry entry)
    {
        _entries[entry.Name] = entry;
        _records += entry.Records;
        _bytes += entry.Bytes;
        DeliveryMetrics.WaitingRecords.Add(entry.Records);
        DeliveryMetrics.WaitingBytes.Add(entry.Bytes);
    }

    private bool Remove(OutboxEntry entry)
    {
        if (!_entries.Remove(entry.Name, out var known))
        {
            return false;
        }

        _records -= known.Records;
        _bytes -= known.Bytes;
        DeliveryMetrics.WaitingRecords.Add(-known.Records);
        DeliveryMetrics.WaitingBytes.Add(-known.Bytes);
        return true;
    }

    private string PathOf(OutboxEntry entry) => Path.Combine(_own!.FolderPath, entry.Name);
}
