namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A column of texts: each distinct one once, and its number in every row (0 for null).</summary>
internal sealed class StringColumn
{
    private const byte Numbered = 0;
    private const byte Plain = 1;

    private StringColumn(string?[] values, int[] indexes)
    {
        Values = values;
        Indexes = indexes;
    }

    /// <summary>The distinct texts; the first is null.</summary>
    public string?[] Values { get; }

    /// <summary>Per row the position in <see cref="Values"/>.</summary>
    public int[] Indexes { get; }

    public string? this[int row] => Values[Indexes[row]];

    public static void Write<TRow>(ByteWriter writer, IReadOnlyList<TRow> rows, Func<TRow, string?> select)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var indexes = new int[rows.Count];
        for (var i = 0; i < indexes.Length; i++)
        {
            if (select(rows[i]) is { } text)
            {
                if (!numbers.TryGetValue(text, out var number))
                {
                    number = numbers.Count + 1;
                    numbers.Add(text, number);
                }

                indexes[i] = number;
            }
        }

        // Ids are all different: their numbers would only count up.
        var isPlain = numbers.Count == indexes.Length;
        writer.Byte(isPlain ? Plain : Numbered);
        writer.Varint(numbers.Count);
        foreach (var text in numbers.Keys)
        {
            writer.Text(text);
        }

        if (!isPlain)
        {
            IntColumn.WritePacked(writer, indexes);
        }
    }

    public static StringColumn Read(ReadOnlySpan<byte> bytes, int rows)
    {
        var reader = new ByteReader(bytes);
        var isPlain = reader.Byte() == Plain;
        var values = new string?[reader.Count() + 1];
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = reader.Text();
        }

        if (isPlain && values.Length == rows + 1)
        {
            return new StringColumn(values, [.. Enumerable.Range(1, rows)]);
        }

        var indexes = IntColumn.ReadPacked(ref reader, rows);
        foreach (var index in indexes)
        {
            if ((uint)index >= (uint)values.Length)
            {
                throw new InvalidDataException("A text column of the telemetry store names a text it does not have.");
            }
        }

        return new StringColumn(values, indexes);
    }
}
