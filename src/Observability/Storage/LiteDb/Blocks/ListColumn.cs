namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A column of lists of texts: each distinct list once, and its number in every row.</summary>
internal sealed class ListColumn
{
    private readonly string[][] _lists;
    private readonly int[] _indexes;

    private ListColumn(string[][] lists, int[] indexes)
    {
        _lists = lists;
        _indexes = indexes;
    }

    public string[] this[int row] => _lists[_indexes[row]];

    public static void Write<TRow>(ByteWriter writer, IReadOnlyList<TRow> rows, Func<TRow, IEnumerable<string>> select)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        var lists = new List<string[]> { Array.Empty<string>() };
        var indexes = new int[rows.Count];
        for (var i = 0; i < indexes.Length; i++)
        {
            string[] list = [.. select(rows[i])];
            if (list.Length == 0)
            {
                continue;
            }

            // The lengths make the joined text unambiguous whatever the items hold.
            var key = string.Join('\0', list.Select(item => $"{item.Length}:{item}"));
            if (!numbers.TryGetValue(key, out indexes[i]))
            {
                indexes[i] = lists.Count;
                numbers.Add(key, lists.Count);
                lists.Add(list);
            }
        }

        writer.Varint(lists.Count);
        foreach (var list in lists)
        {
            writer.Texts(list);
        }

        IntColumn.WritePacked(writer, indexes);
    }

    public static ListColumn Read(ReadOnlySpan<byte> bytes, int rows)
    {
        var reader = new ByteReader(bytes);
        var lists = new string[reader.Count()][];
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = reader.Texts();
        }

        var indexes = IntColumn.ReadPacked(ref reader, rows);
        return Array.TrueForAll(indexes, index => (uint)index < (uint)lists.Length)
            ? new ListColumn(lists, indexes)
            : throw new InvalidDataException("A list column of the telemetry store names a list it does not have.");
    }
}
