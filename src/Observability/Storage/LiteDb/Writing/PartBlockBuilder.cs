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

    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private TelemetryChanges _changes = new();
    private TokenHashSet _words = new();
    private long _block = lastBlock + 1;
    private int _size;
    private int _written;

    /// <summary>Begins a transaction: blocks go to <paramref name="changes"/>.</summary>
    public void Begin(TelemetryChanges changes)
    {
        _changes = changes;
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
            Flush();
            Close();
        }

        return BlockAddress.FirstPart(_block) + _parts.Count;
    }

    public long Add(ReadOnlyMemory<byte> part, IReadOnlyList<Payload> searched)
    {
        var id = Reserve();
        _parts.Add(part);
        _size += part.Length;
        foreach (var payload in searched)
        {
            PayloadText.Tokenize(payload, ref _words);
        }

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

        return _changes.Parts.Find(change => change.Number == BlockAddress.BlockOfPart(part)) is { } change
            ? PartBlock.Open(BlockAddress.FirstPart(change.Number), change.Bytes)[part]
            : null;
    }

    /// <summary>Puts the open block into the transaction; it stays open.</summary>
    public void Flush()
    {
        if (_parts.Count > _written)
        {
            var bloom = BloomFilter.Build(_words.Hashes);
            _changes.Parts.Add(new PartBlockChange(_block, PartBlock.Write(_parts), bloom.Length == 0 ? [] : Frame.Seal(bloom)));
            _written = _parts.Count;
        }
    }

    private void Close()
    {
        _block++;
        _parts.Clear();
        _words = new TokenHashSet();
        _size = 0;
        _written = 0;
    }
}
