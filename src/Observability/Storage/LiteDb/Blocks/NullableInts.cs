namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A decoded column of numbers that may be missing.</summary>
internal sealed class NullableInts(long[] numbers, byte[]? presence, bool isEmpty)
{
    /// <summary>A column without a value.</summary>
    public static NullableInts None { get; } = new([], null, true);

    public long? this[int row] => Has(row) ? numbers[row] : null;

    public bool Has(int row) => !isEmpty && (presence is null || (presence[row >> 3] & (1 << (row & 7))) != 0);

    public long ValueOr(int row, long missing) => Has(row) ? numbers[row] : missing;
}
