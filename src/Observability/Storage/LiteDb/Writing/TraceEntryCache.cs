using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>Keeps the traces that were written lately, so that a growing trace is not read again for every batch.</summary>
internal sealed class TraceEntryCache
{
    // About 100 bytes for an observation, 2 KB for a trace: some 30 MB when full.
    private const int Capacity = 200_000;
    private const int TraceWeight = 20;

    private readonly Dictionary<byte[], LinkedListNode<TraceEntry>> _nodes = new(KeyEquality.Instance);
    private readonly LinkedList<TraceEntry> _recent = [];
    private int _weight;

    public bool Contains(byte[] key) => _nodes.ContainsKey(key);

    /// <summary>Takes a trace out; whoever takes it gives it back when it is written.</summary>
    public TraceEntry? Take(byte[] key)
    {
        if (!_nodes.Remove(key, out var node))
        {
            return null;
        }

        _recent.Remove(node);
        _weight -= WeightOf(node.Value);
        return node.Value;
    }

    public void Keep(IEnumerable<TraceEntry> entries)
    {
        foreach (var entry in entries)
        {
            _nodes[entry.Key] = _recent.AddFirst(entry);
            _weight += WeightOf(entry);
        }

        while (_weight > Capacity && _recent.Last is { } oldest)
        {
            Take(oldest.Value.Key);
        }
    }

    public void Clear()
    {
        _nodes.Clear();
        _recent.Clear();
        _weight = 0;
    }

    private static int WeightOf(TraceEntry entry) => TraceWeight + entry.Observations.Count;
}
