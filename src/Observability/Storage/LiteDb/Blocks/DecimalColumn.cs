namespace Observability.Storage.LiteDb.Blocks;

/// <summary>A column of money: whole numbers at the scale of the finest value where they fit, else sixteen bytes each.</summary>
internal static class DecimalColumn
{
    private const byte Scaled = 1;
    private const byte Full = 2;
    private const int MaxScale = 18;

    private static readonly decimal[] Powers = [.. Enumerable.Range(0, MaxScale + 1).Select(i => decimal.Parse("1" + new string('0', i), System.Globalization.CultureInfo.InvariantCulture))];

    public static void Write<TRow>(ByteWriter writer, IReadOnlyList<TRow> rows, Func<TRow, decimal?> select)
    {
        var values = new decimal?[rows.Count];
        var scale = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = select(rows[i]);
            scale = Math.Max(scale, values[i]?.Scale ?? 0);
        }

        var mantissas = Scale(values, scale);
        if (mantissas is not null)
        {
            writer.Byte(Scaled);
            writer.Byte((byte)scale);
            IntColumn.WriteNullable(writer, mantissas, m => m);
            return;
        }

        writer.Byte(Full);
        foreach (var value in values)
        {
            writer.NullableDecimal(value);
        }
    }

    public static decimal?[] Read(ReadOnlySpan<byte> bytes, int rows)
    {
        var values = new decimal?[rows];
        var reader = new ByteReader(bytes);
        if (reader.Byte() == Full)
        {
            for (var i = 0; i < rows; i++)
            {
                values[i] = reader.NullableDecimal();
            }

            return values;
        }

        var scale = reader.Byte();
        if (scale > MaxScale)
        {
            throw new InvalidDataException("A money column of the telemetry store has an unknown scale.");
        }

        var mantissas = IntColumn.ReadNullable(bytes[2..], rows);
        for (var i = 0; i < rows; i++)
        {
            if (mantissas.Has(i))
            {
                var mantissa = mantissas.ValueOr(i, 0);
                var magnitude = mantissa < 0 ? unchecked((ulong)-mantissa) : (ulong)mantissa;
                values[i] = new decimal((int)magnitude, (int)(magnitude >> 32), 0, mantissa < 0, scale);
            }
        }

        return values;
    }

    private static List<long?>? Scale(decimal?[] values, int scale)
    {
        if (scale > MaxScale)
        {
            return null;
        }

        var mantissas = new List<long?>(values.Length);
        foreach (var value in values)
        {
            if (value is not { } number)
            {
                mantissas.Add(null);
                continue;
            }

            // Within this bound the product below is exact.
            if (Math.Abs(number) >= long.MaxValue / Powers[scale])
            {
                return null;
            }

            mantissas.Add((long)(number * Powers[scale]));
        }

        return mantissas;
    }
}
