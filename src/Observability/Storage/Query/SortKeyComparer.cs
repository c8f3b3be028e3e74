namespace Observability.Storage.Query;

/// <summary>Compares keys in the direction of an order. Rows without a value come last in either direction.</summary>
internal sealed class SortKeyComparer(bool descending) : IComparer<SortKey>
{
    public int Compare(SortKey x, SortKey y)
    {
        var isXMissing = x.Value.Kind is SortValueKind.Missing;
        var isYMissing = y.Value.Kind is SortValueKind.Missing;
        if (isXMissing != isYMissing)
        {
            return isXMissing ? 1 : -1;
        }

        var order = x.Value.CompareTo(y.Value);
        if (order == 0)
        {
            order = string.CompareOrdinal(x.Id, y.Id);
        }

        return descending ? -order : order;
    }
}
