using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Payloads;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>Collects parts into blocks. The last block stays open, so that many small batches make one block and not many.</summary>
internal sealed class PartBlockBuilder(long lastBlock) : IPartSink
{
    private const int FullSize = 256 * 1024;

    // Writing a block again costs its size: a batch goes into the open block only while that is small.
    private const int ReopenSize = 48 * 1024;

    private readonly List<Task<PartBlockChange>> _sealing = [];
    private readonly Dictionary<long, List<ReadOnlyMemory<byte>>> _closed = [];
    private List<ReadOnlyMemory<byte>> _parts = [];
    private List<Payload> _searched = [];
    private TelemetryChanges _changes = new();
    private TokenHashSet _words = new();
    private long _block = lastBlock + 1;
    private int _size;
    private int _written;

    /// <summary>Begins a transaction: blocks go to <paramref name="changes"/>.</summary>
    public void Begin(TelemetryChanges changes)
    {
        _changes = changes;
        _closed.Clear();
        _sealing.Clear();
        if (_size > ReopenSize)
        {
            Close();
        }
    }

    /// <summary>The highest number given to a block.</summary>
    public long LastBlock => _block;

    public long Reserve()
    {
        if (_size >= FullSize || _parts.Count == BlockAddress.MaxParts)
        {
            Seal();
            Close();
        }

        return BlockAddress.FirstPart(_block) + _parts.Count;
    }

    public long Add(ReadOnlyMemory<byte> part, IReadOnlyList<Payload> searched)
    {
        var id = Reserve();
        _parts.Add(part);
        _size += part.Length;
        _searched.AddRange(searched);
        return id;
    }

    /// <summary>Gets a part that may not be in the file yet.</summary>
    public ReadOnlyMemory<byte>? Find(long part)
    {
        var index = part - BlockAddress.FirstPart(_block);
        if (index >= 0 && index < _parts.Count)
        {
            return _parts[(int)index];
        }

        // A conditional expression would make an empty part of null.
        if (_closed.TryGetValue(BlockAddress.BlockOfPart(part), out var closed))
        {
            return closed[(int)(part - BlockAddress.FirstPart(BlockAddress.BlockOfPart(part)))];
        }

        return null;
    }

    /// <summary>Puts all blocks of the transaction into it; the last one stays open.</summary>
    public void Flush()
    {
        Seal();
        foreach (var change in _sealing)
        {
            _changes.Parts.Add(change.GetAwaiter().GetResult());
        }

        _sealing.Clear();
    }

    /// <summary>Seals what was added to the open block so far. Compressing and finding words costs as much as all the rest of writing: it runs beside it.</summary>
    public void Seal()
    {
        if (_parts.Count == _written)
        {
            return;
        }

        var block = _block;
        var parts = _parts.ToArray();
        var searched = _searched;
        var words = _words;
        _searched = [];
        _written = _parts.Count;
        _sealing.Add(Task.Run(() =>
        {
            foreach (var payload in searched)
            {
                PayloadText.Tokenize(payload, ref words);
            }

            var bloom = BloomFilter.Build(words.Hashes);
            return new PartBlockChange(block, PartBlock.Write(parts), bloom.Length == 0 ? [] : Frame.Seal(bloom));
        }));
    }

    private void Close()
    {
        _closed[_block] = _parts;
        _block++;
        _parts = [];
        _searched = [];
        _words = new TokenHashSet();
        _size = 0;
        _written = 0;
    }
}
