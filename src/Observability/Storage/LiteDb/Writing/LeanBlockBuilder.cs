using System.Text;
using System.IO.Hashing;
using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>Collects observations into lean blocks, a project to a block. The last block of each project stays open, so that many small batches make one block.</summary>
internal sealed class LeanBlockBuilder(long lastBlock)
{
    private const int FullRows = 1024;

    // Writing a block again costs its size: a batch goes into the open block only while that is small.
    private const int ReopenRows = 256;

    private readonly Dictionary<ProjectId, OpenBlock> _open = [];
    private readonly Dictionary<long, OpenBlock> _pending = [];
    private readonly LeanBlockWriter _writer = new();
    private long _lastBlock = lastBlock;

    /// <summary>The highest number given to a block.</summary>
    public long LastBlock => _lastBlock;

    /// <summary>Begins a transaction.</summary>
    public void Begin()
    {
        _pending.Clear();
        foreach (var (project, block) in _open.ToList())
        {
            if (block.Rows.Count > ReopenRows)
            {
                _open.Remove(project);
            }
        }
    }

    /// <summary>Adds an observation; returns its row id.</summary>
    /// <param name="row">The observation without payloads.</param>
    /// <param name="partBlocks">The blocks its payloads are in.</param>
    public long Add(LeanRow row, IEnumerable<long> partBlocks)
    {
        var project = row.Record.Project;
        if (!_open.TryGetValue(project, out var block) || block.Rows.Count >= FullRows)
        {
            block = new OpenBlock(++_lastBlock, project);
            _open[project] = block;
        }

        block.PartBlocks.UnionWith(partBlocks);
        block.Rows.Add(row);
        _pending[block.Number] = block;
        return BlockAddress.Row(block.Number, block.Rows.Count - 1);
    }

    /// <summary>Gets a row of this or a recent transaction that is still at hand.</summary>
    public LeanRow? Find(long row) =>
        _pending.TryGetValue(BlockAddress.BlockOfRow(row), out var block) ? block.Rows[BlockAddress.IndexOfRow(row)] : null;

    /// <summary>Puts the blocks of the transaction into <paramref name="changes"/>.</summary>
    public void Flush(TelemetryChanges changes, LeanDirectory directory)
    {
        foreach (var block in _pending.Values)
        {
            changes.Lean.Add((block.Number, _writer.Write(block.Rows)));
            changes.Entries[block.Number] = EntryOf(block.Number, block.Project, block.Rows, [.. block.PartBlocks]) with { Dead = directory.Find(block.Number)?.Dead ?? [] };
        }
    }

    /// <summary>Describes a block.</summary>
    public static LeanEntry EntryOf(long number, ProjectId project, IReadOnlyList<LeanRow> rows, long[] partBlocks) => new()
    {
        Block = number,
        Project = project,
        Count = rows.Count,
        MinMicros = rows.Min(row => LeanBlockWriter.Micros(row.Record.StartTime)),
        MaxMicros = rows.Max(row => LeanBlockWriter.Micros(row.Record.StartTime)),
        Ids = BloomFilter.Build([.. rows.Select(row => HashOf(row.Record.Id))]),
        PartBlocks = partBlocks,
    };

    /// <summary>The hash under which a block's filter knows an id.</summary>
    public static ulong HashOf(ObservationId id) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id.Value));

    private sealed record OpenBlock(long Number, ProjectId Project)
    {
        public List<LeanRow> Rows { get; } = [];

        public SortedSet<long> PartBlocks { get; } = [];
    }
}
