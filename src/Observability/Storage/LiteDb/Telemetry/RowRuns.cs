using Observability.Storage.LiteDb.Blocks;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The rows of a trace as runs of consecutive row ids, in order of writing.</summary>
internal sealed class RowRuns
{
    private readonly List<(long First, int Count)> _runs = [];

    public int Count { get; private set; }

    public IReadOnlyList<(long First, int Count)> Runs => _runs;

    public static RowRuns Read(ref ByteReader reader)
    {
        var runs = new RowRuns();
        var previous = 0L;
        for (var count = reader.Count(2); count > 0; count--)
        {
            previous += reader.Zigzag();
            var length = reader.Int32();
            runs._runs.Add((previous, length));
            runs.Count += length;
        }

        return runs;
    }

    public void Write(ByteWriter writer)
    {
        writer.Varint(_runs.Count);
        var previous = 0L;
        foreach (var (first, count) in _runs)
        {
            writer.Zigzag(first - previous);
            writer.Varint(count);
            previous = first;
        }
    }

    public void Add(long row)
    {
        Count++;
        if (_runs.Count > 0 && _runs[^1].First + _runs[^1].Count == row)
        {
            _runs[^1] = (_runs[^1].First, _runs[^1].Count + 1);
        }
        else
        {
            _runs.Add((row, 1));
        }
    }

    public void Remove(long row)
    {
        for (var i = 0; i < _runs.Count; i++)
        {
            var (first, count) = _runs[i];
            if (row < first || row >= first + count)
            {
                continue;
            }

            _runs.RemoveAt(i);
            if (row + 1 < first + count)
            {
                _runs.Insert(i, (row + 1, (int)(first + count - row - 1)));
            }

            if (row > first)
            {
                _runs.Insert(i, (first, (int)(row - first)));
            }

            Count--;
            return;
        }
    }

    public IEnumerable<long> Rows()
    {
        foreach (var (first, count) in _runs)
        {
            for (var i = 0; i < count; i++)
            {
                yield return first + i;
            }
        }
    }
}
