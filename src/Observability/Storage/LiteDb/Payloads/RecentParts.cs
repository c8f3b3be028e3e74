namespace Observability.Storage.LiteDb.Payloads;

/// <summary>Remembers where recently stored parts are, by the hash of their content; the least recently used half is forgotten when it is full.</summary>
internal sealed class RecentParts(int capacity)
{
    private Dictionary<UInt128, long> _young = [];
    private Dictionary<UInt128, long> _old = [];

    public bool TryGet(UInt128 hash, out long part)
    {
        if (_young.TryGetValue(hash, out part))
        {
            return true;
        }

        if (!_old.Remove(hash, out part))
        {
            return false;
        }

        Set(hash, part);
        return true;
    }

    public void Set(UInt128 hash, long part)
    {
        if (_young.Count >= capacity / 2)
        {
            _old = _young;
            _young = new Dictionary<UInt128, long>(capacity / 2);
        }

        _young[hash] = part;
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
