namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Keeps recently opened blocks of all files of a store, up to a number of bytes; the least recently used go first.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class BlockCache(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> _nodes = [];
    private readonly LinkedList<Entry> _recent = [];
    private long _size;

    public bool TryGet<T>(object owner, BlockKind kind, long number, out T? block)
        where T : class
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(new Key(owner, kind, number), out var node))
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                block = (T)node.Value.Block;
                return true;
            }
        }

        block = null;
        return false;
    }

    public void Set(object owner, BlockKind kind, long number, object block, long size)
    {
        if (size > capacity / 4)
        {
            return;
        }

        lock (_gate)
        {
            var key = new Key(owner, kind, number);
            Drop(key);
            _nodes[key] = _recent.AddFirst(new Entry(key, block, size));
            _size += size;
            while (_size > capacity && _recent.Last is { } oldest)
            {
                Drop(oldest.Value.Key);
            }
        }
    }

    public void Remove(object owner, BlockKind kind, long number)
    {
        lock (_gate)
        {
            Drop(new Key(owner, kind, number));
        }
    }

    /// <summary>Forgets everything of one file.</summary>
    public void Remove(object owner)
    {
        lock (_gate)
        {
            foreach (var key in _nodes.Keys.Where(key => ReferenceEquals(key.Owner, owner)).ToList())
            {
                Drop(key);
            }
        }
    }

    private void Drop(Key key)
    {
        if (_nodes.Remove(key, out var node))
        {
            _recent.Remove(node);
            _size -= node.Value.Size;
        }
    }

    private readonly record struct Key(object Owner, BlockKind Kind, long Number);

    private sealed record Entry(Key Key, object Block, long Size);
}
