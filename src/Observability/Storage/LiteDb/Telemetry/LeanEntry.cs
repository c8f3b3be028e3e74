using Observability.Model;
using Observability.Storage.LiteDb.Blocks;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>What is known of a lean block without opening it. Immutable.</summary>
internal sealed record LeanEntry
{
    private const byte FormatVersion = 1;

    /// <summary>The number of the block.</summary>
    public required long Block { get; init; }

    public required ProjectId Project { get; init; }

    /// <summary>The number of its rows, dead ones included.</summary>
    public required int Count { get; init; }

    /// <summary>The earliest start of a row, in microseconds.</summary>
    public required long MinMicros { get; init; }

    /// <summary>The latest start of a row.</summary>
    public required long MaxMicros { get; init; }

    /// <summary>A filter over the hashes of its rows' ids.</summary>
    public required byte[] Ids { get; init; }

    /// <summary>The part blocks its rows' payloads are in, ascending.</summary>
    public required long[] PartBlocks { get; init; }

    /// <summary>A bit for each row that was replaced or erased; empty when there is none.</summary>
    public byte[] Dead { get; init; } = [];

    public int LiveCount => Count - Dead.Sum(b => System.Numerics.BitOperations.PopCount(b));

    public bool IsDead(int index) => index >> 3 < Dead.Length && (Dead[index >> 3] & (1 << (index & 7))) != 0;

    public LeanEntry Bury(IEnumerable<int> rows)
    {
        var dead = new byte[(Count + 7) / 8];
        Dead.CopyTo(dead, 0);
        foreach (var row in rows)
        {
            dead[row >> 3] |= (byte)(1 << (row & 7));
        }

        return this with { Dead = dead };
    }

    public byte[] Write()
    {
        var writer = new ByteWriter(Ids.Length + Dead.Length + (PartBlocks.Length * 3) + 64);
        writer.Byte(FormatVersion);
        writer.Text(Project.Value);
        writer.Varint(Count);
        writer.Zigzag(MinMicros);
        writer.Zigzag(MaxMicros);
        writer.Varint(Ids.Length);
        writer.Bytes(Ids);
        writer.Varint(Dead.Length);
        writer.Bytes(Dead);
        writer.Varint(PartBlocks.Length);
        var previous = 0L;
        foreach (var block in PartBlocks)
        {
            writer.Varint((ulong)(block - previous));
            previous = block;
        }

        return Frame.Seal(writer.Span, compress: false);
    }

    /// <exception cref="InvalidDataException">The entry is damaged.</exception>
    public static LeanEntry Read(long number, byte[] bytes)
    {
        var reader = new ByteReader(Frame.Open(bytes).Span);
        if (reader.Byte() != FormatVersion)
        {
            throw new InvalidDataException("A block of the telemetry store was written by a newer version of this library.");
        }

        var project = new ProjectId(reader.Text());
        var count = reader.Int32();
        var min = reader.Zigzag();
        var max = reader.Zigzag();
        var ids = reader.Bytes(reader.Count()).ToArray();
        var dead = reader.Bytes(reader.Count()).ToArray();
        var parts = new long[reader.Count()];
        var previous = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            previous += (long)reader.Varint();
            parts[i] = previous;
        }

        return new LeanEntry { Block = number, Project = project, Count = count, MinMicros = min, MaxMicros = max, Ids = ids, Dead = dead, PartBlocks = parts };
    }
}
