using System.Buffers.Binary;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Columns of whole numbers.</summary>
internal static class IntColumn
{
    /// <summary>Numbers that may be missing: a bit each when only some are, then every present one as the difference to the one before.</summary>
    public static void WriteNullable<TRow>(ByteWriter writer, IReadOnlyList<TRow> rows, Func<TRow, long?> select)
    {
        var values = new long?[rows.Count];
        var present = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = select(rows[i]);
            present += values[i] is null ? 0 : 1;
        }

        writer.Varint(present);
        if (present > 0 && present < values.Length)
        {
            var bits = writer.Reserve((values.Length + 7) / 8);
            bits.Clear();
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is not null)
                {
                    bits[i >> 3] |= (byte)(1 << (i & 7));
                }
            }
        }

        var previous = 0L;
        foreach (var value in values)
        {
            if (value is { } number)
            {
                writer.Zigzag(unchecked(number - previous));
                previous = number;
            }
        }
    }

    public static NullableInts ReadNullable(ReadOnlySpan<byte> bytes, int rows)
    {
        var reader = new ByteReader(bytes);
        var present = reader.Count();
        var numbers = new long[rows];
        if (present == 0)
        {
            return new NullableInts(numbers, null, true);
        }

        if (present > rows)
        {
            throw new InvalidDataException("A number column of the telemetry store has too many values.");
        }

        var bits = present < rows ? reader.Bytes((rows + 7) / 8).ToArray() : null;
        var previous = 0L;
        for (var i = 0; i < rows; i++)
        {
            if (bits is null || (bits[i >> 3] & (1 << (i & 7))) != 0)
            {
                previous = unchecked(previous + reader.Zigzag());
                numbers[i] = previous;
            }
        }

        return new NullableInts(numbers, bits, false);
    }

    /// <summary>Small numbers from zero, in as few bytes each as the largest needs.</summary>
    public static void WritePacked(ByteWriter writer, ReadOnlySpan<int> values)
    {
        var max = 0;
        foreach (var value in values)
        {
            max = Math.Max(max, value);
        }

        var width = max == 0 ? 0 : max <= byte.MaxValue ? 1 : max <= ushort.MaxValue ? 2 : 4;
        writer.Byte((byte)width);
        foreach (var value in values)
        {
            switch (width)
            {
                case 1:
                    writer.Byte((byte)value);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(writer.Reserve(2), (ushort)value);
                    break;
                case 4:
                    BinaryPrimitives.WriteInt32LittleEndian(writer.Reserve(4), value);
                    break;
            }
        }
    }

    public static int[] ReadPacked(ref ByteReader reader, int rows)
    {
        var values = new int[rows];
        var width = reader.Byte();
        var bytes = reader.Bytes(checked(width * rows));
        for (var i = 0; i < rows; i++)
        {
            values[i] = width switch
            {
                0 => 0,
                1 => bytes[i],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * 2)..]),
                4 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..]),
                _ => throw new InvalidDataException("A packed column of the telemetry store has an unknown width."),
            };
        }

        return values;
    }
}
