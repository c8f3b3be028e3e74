namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A lean block as read: columns are opened when first asked for.</summary>
/// <remarks>Thread-safe: two threads may open the same column twice, with equal results.</remarks>
internal sealed class LeanBlock
{
    private const int ColumnLimit = 256;
    private const int MaxColumnSize = 256 * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly (int Start, int Length, int RawLength)[] _sections = new (int, int, int)[ColumnLimit];
    private readonly object?[] _columns = new object?[ColumnLimit];

    private LeanBlock(ReadOnlyMemory<byte> bytes, int rows)
    {
        _bytes = bytes;
        Count = rows;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>About how much memory it takes while cached.</summary>
    public int Size => _bytes.Length * 4;

    /// <exception cref="InvalidDataException">The block is damaged or of a newer version.</exception>
    public static LeanBlock Open(byte[] block)
    {
        var bytes = Frame.Open(block);
        var reader = new ByteReader(bytes.Span);
        if (reader.Byte() != LeanBlockWriter.Version)
        {
            throw new InvalidDataException("A block of the telemetry store was written by a newer version of this library.");
        }

        var result = new LeanBlock(bytes, reader.Int32());
        var columns = reader.Count(3);
        var start = 0;
        Span<byte> ids = stackalloc byte[ColumnLimit];
        for (var i = 0; i < columns; i++)
        {
            var id = reader.Byte();
            var rawLength = reader.Int32();
            var length = reader.Int32();
            ids[i & 0xFF] = id;
            result._sections[id] = (start, length, rawLength);
            start = checked(start + length);
        }

        if (start != reader.Remaining)
        {
            throw new InvalidDataException("A block of the telemetry store is damaged: its columns do not fill it.");
        }

        var body = bytes.Length - start;
        for (var i = 0; i < columns; i++)
        {
            result._sections[ids[i]].Start += body;
        }

        return result;
    }

    public StringColumn? Texts(LeanColumn column) => Get(column, StringColumn.Read);

    public ListColumn? Lists(LeanColumn column) => Get(column, ListColumn.Read);

    public NullableInts Numbers(LeanColumn column) => Get(column, IntColumn.ReadNullable) ?? NullableInts.None;

    public decimal?[]? Money(LeanColumn column) => Get(column, DecimalColumn.Read);

    /// <summary>The entries of all cost breakdowns, row after row.</summary>
    public decimal?[]? CostValues(int count) => Get(LeanColumn.CostValues, (bytes, _) => DecimalColumn.Read(bytes, count));

    private T? Get<T>(LeanColumn column, ColumnReader<T> read)
        where T : class
    {
        var index = (int)column;
        if (_columns[index] is T known)
        {
            return known;
        }

        var (start, length, rawLength) = _sections[index];
        if (length == 0)
        {
            return null;
        }

        if (rawLength > MaxColumnSize)
        {
            throw new InvalidDataException("A block of the telemetry store is damaged: a column is too large.");
        }

        var section = _bytes.Span.Slice(start, length);
        var opened = read(rawLength == 0 ? section : Zstd.Decompress(section, rawLength), Count);
        _columns[index] = opened;
        return opened;
    }

    private delegate T ColumnReader<out T>(ReadOnlySpan<byte> bytes, int rows);
}
