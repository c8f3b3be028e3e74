using Microsoft.Extensions.Logging;
using Observability.Storage.LiteDb.Files;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The telemetry files of a store's directory, opened when first needed.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TelemetryFiles : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<Period, TelemetryFile?> _files = [];
    private readonly string _directory;
    private readonly StoreFileSystem _system;
    private readonly BlockCache _cache;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public TelemetryFiles(string directory, StoreFileSystem system, BlockCache cache, ILogger logger, TimeProvider time)
    {
        _directory = directory;
        _system = system;
        _cache = cache;
        _logger = logger;
        _time = time;
        foreach (var period in System.IO.Directory.EnumerateFiles(directory).Select(Period.Parse).OfType<Period>())
        {
            _files[period] = null;
        }
    }

    /// <summary>All files, the newest period first.</summary>
    public List<TelemetryFile> All()
    {
        lock (_gate)
        {
            return [.. _files.Keys.Reverse().ToList().Select(Open)];
        }
    }

    /// <summary>Gets the file of a period, creating it when there is none.</summary>
    public TelemetryFile Get(Period period)
    {
        lock (_gate)
        {
            return Open(period);
        }
    }

    public bool Exists(Period period)
    {
        lock (_gate)
        {
            return _files.ContainsKey(period);
        }
    }

    /// <summary>Deletes the file of a period.</summary>
    public void Delete(Period period)
    {
        lock (_gate)
        {
            Open(period).Delete();
            _files.Remove(period);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var file in _files.Values)
            {
                file?.Dispose();
            }

            _files.Clear();
        }
    }

    private TelemetryFile Open(Period period)
    {
        if (_files.GetValueOrDefault(period) is { } file)
        {
            return file;
        }

        var opened = TelemetryFile.Open(_directory, period, _system, _cache, _logger, _time);
        _files[period] = opened;
        return opened;
    }
}
