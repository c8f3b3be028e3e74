namespace Observability.Remote.Delivery;

/// <summary>What is sent in one request, or in several when a server takes only smaller ones; what one file of the outbox holds.</summary>
internal sealed class Parcel
{
    public Parcel(ParcelKind kind, IReadOnlyList<ParcelItem> items)
    {
        Kind = kind;
        Items = items;
        Records = items.Sum(item => item.Records);
        Bytes = items.Sum(item => (long)item.Bytes.Length);
    }

    public ParcelKind Kind { get; }

    public IReadOnlyList<ParcelItem> Items { get; }

    /// <summary>How many records it counts for.</summary>
    public int Records { get; }

    /// <summary>The size of its items.</summary>
    public long Bytes { get; }

    public Parcel Slice(int start, int count) => start == 0 && count == Items.Count ? this : new Parcel(Kind, [.. Items.Skip(start).Take(count)]);
}
