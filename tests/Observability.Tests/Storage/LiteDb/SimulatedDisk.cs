using Observability.Storage.LiteDb.Files;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>Files in memory that know what a sync has made safe, so that a test can pull the plug or fill the disk.</summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<string, SimulatedFile> _files = [];
    private readonly Lock _gate = new();

    /// <summary>Drops every sync, to show what the barrier is for.</summary>
    public bool IgnoreSyncs { get; set; }

    /// <summary>How many bytes may still be written before the disk is full.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>After this many operations the power is gone: nothing that follows has an effect. Negative: never.</summary>
    public long OperationsUntilPowerLoss { get; set; } = -1;

    public bool IsPowerLost { get; private set; }

    public StoreFileSystem System => new(Open, path => new SimulatedFile(new SimulatedDisk(), path));

    public IStoreFile Open(string path)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(path, out var file))
            {
                _files[path] = file = new SimulatedFile(this, path);
            }

            return file;
        }
    }

    /// <summary>What is left after the power is gone: all that was synced, and of the rest any part, page by page.</summary>
    public SimulatedDisk AfterPowerLoss(Random random)
    {
        var disk = new SimulatedDisk();
        foreach (var (path, file) in _files)
        {
            disk._files[path] = file.AfterPowerLoss(disk, random);
        }

        return disk;
    }

    /// <summary>Says whether an operation still happens.</summary>
    internal bool Operate()
    {
        if (IsPowerLost)
        {
            return false;
        }

        if (OperationsUntilPowerLoss >= 0 && OperationsUntilPowerLoss-- == 0)
        {
            IsPowerLost = true;
            return false;
        }

        return true;
    }
}
