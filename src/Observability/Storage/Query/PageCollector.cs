namespace Observability.Storage.Query;

/// <summary>Picks one page out of rows that come in any order, holding no more than offset + limit + 1 of them.</summary>
/// <typeparam name="T">What is kept of a row until the page is built.</typeparam>
/// <remarks>
/// Not thread-safe. Rows that come in the order of the list already may stop once <see cref="IsFull"/>, unless a total was asked for.
/// </remarks>
internal sealed class PageCollector<T>
{
    private readonly SortKeyComparer _comparer;
    private readonly PriorityQueue<T, SortKey> _worstFirst;
    private readonly SortKey? _after;
    private readonly ulong _fingerprint;
    private readonly int _limit;
    private readonly int _offset;
    private readonly bool _includeTotal;
    private long _total;

    /// <exception cref="ArgumentException">The query's limits or cursor are invalid.</exception>
    public PageCollector(ListQuery query, bool descending)
    {
        ListQueryRules.Validate(query);
        _fingerprint = QueryFingerprint.Of(query);
        _after = query.Cursor is null ? null : PageCursor.Decode(query.Cursor, _fingerprint);
        _comparer = new SortKeyComparer(descending);
        _worstFirst = new PriorityQueue<T, SortKey>(Comparer<SortKey>.Create((x, y) => _comparer.Compare(y, x)));
        _limit = query.Limit;
        _offset = query.Offset;
        _includeTotal = query.IncludeTotal;
    }

    /// <summary>The key of the cursor: rows up to and including it are on earlier pages.</summary>
    public SortKey? After => _after;

    /// <summary>Whether the page and the knowledge that another follows are complete for rows that come in order.</summary>
    public bool IsFull => _worstFirst.Count > _limit + _offset;

    /// <summary>Whether a row with this key would be on the page as it is now; false saves building the item.</summary>
    public bool Wants(in SortKey key) =>
        (_after is not { } after || _comparer.Compare(key, after) > 0)
        && (!IsFull || (_worstFirst.TryPeek(out _, out var worst) && _comparer.Compare(key, worst) < 0));

    /// <summary>Counts a matching row; every row must be counted when the query asks for the total.</summary>
    public void Count() => _total++;

    /// <summary>Counts a matching row and keeps it if it is on the page.</summary>
    public void Offer(in SortKey key, T item)
    {
        Count();
        if (!Wants(in key))
        {
            return;
        }

        _worstFirst.Enqueue(item, key);
        if (_worstFirst.Count > _limit + _offset + 1)
        {
            _worstFirst.Dequeue();
        }
    }

    /// <summary>Builds the page.</summary>
    public Page<TItem> ToPage<TItem>(Func<T, TItem> select)
    {
        var rows = new List<(T Item, SortKey Key)>(_worstFirst.Count);
        while (_worstFirst.TryDequeue(out var item, out var key))
        {
            rows.Add((item, key));
        }

        rows.Reverse();
        var page = rows.Skip(_offset).Take(_limit).ToList();
        var next = rows.Count > _offset + _limit ? PageCursor.Encode(_fingerprint, page[^1].Key) : null;
        return new Page<TItem>([.. page.Select(row => select(row.Item))], next, _includeTotal ? _total : null);
    }
}
