namespace Observability.Evaluation.Online;

/// <summary>Values under keys, found by key and taken by when they are due, both without looking at the others. Not thread-safe.</summary>
internal sealed class Waiting<TKey, TValue>
    where TKey : notnull
    where TValue : class, IWaiting
{
    private readonly Dictionary<TKey, TValue> _values = [];

    // A value that is put again later keeps its place, and moves when it is reached.
    private readonly PriorityQueue<TKey, DateTimeOffset> _places = new();

    public int Count => _values.Count;

    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _values;

    /// <summary>When to look again: nothing is due before; null when nothing waits.</summary>
    public DateTimeOffset? NextDue => _places.TryPeek(out _, out var due) ? due : null;

    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    /// <summary>Adds a value or replaces the one under its key.</summary>
    public void Put(TKey key, TValue value)
    {
        if (Find(key) is not { } before || value.DueAt < before.DueAt)
        {
            _places.Enqueue(key, value.DueAt);
        }

        _values[key] = value;
    }

    /// <summary>Takes the values that are due.</summary>
    public List<KeyValuePair<TKey, TValue>> TakeDue(DateTimeOffset now)
    {
        var taken = new List<KeyValuePair<TKey, TValue>>();
        while (_places.TryPeek(out var key, out var due) && due <= now)
        {
            _places.Dequeue();
            if (Find(key) is not { } value)
            {
                continue;
            }

            if (value.DueAt > now)
            {
                _places.Enqueue(key, value.DueAt);
            }
            else
            {
                _values.Remove(key);
                taken.Add(new(key, value));
            }
        }

        return taken;
    }
}
