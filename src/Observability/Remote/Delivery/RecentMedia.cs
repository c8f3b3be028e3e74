using Observability.Model;

namespace Observability.Remote.Delivery;

/// <summary>Remembers the media handed over last: a conversation shows the same picture again in every turn. Thread-safe.</summary>
internal sealed class RecentMedia
{
    /// <summary>The most that are remembered.</summary>
    public const int Size = 2000;

    private readonly Lock _lock = new();
    private readonly Dictionary<MediaId, MediaFacts> _facts = [];
    private readonly Queue<MediaId> _order = [];

    public MediaFacts? Find(MediaId id)
    {
        lock (_lock)
        {
            return _facts.GetValueOrDefault(id);
        }
    }

    public void Add(MediaId id, MediaFacts facts)
    {
        lock (_lock)
        {
            if (!_facts.TryAdd(id, facts))
            {
                return;
            }

            _order.Enqueue(id);
            if (_order.Count > Size)
            {
                _facts.Remove(_order.Dequeue());
            }
        }
    }
}
