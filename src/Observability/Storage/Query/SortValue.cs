namespace Observability.Storage.Query;

/// <summary>The value of a row's order field: an integer (time, enum), a number or a text; or nothing.</summary>
internal readonly record struct SortValue : IComparable<SortValue>
{
    private SortValue(SortValueKind kind, long integer, double number, string? text)
    {
        Kind = kind;
        Integer = integer;
        Number = number;
        Text = text;
    }

    public SortValueKind Kind { get; }

    public long Integer { get; }

    public double Number { get; }

    public string? Text { get; }

    public static SortValue From(long value) => new(SortValueKind.Integer, value, 0, null);

    public static SortValue From(double? value) => value is { } number ? new(SortValueKind.Number, 0, number, null) : default;

    public static SortValue From(string? value) => value is null ? default : new(SortValueKind.Text, 0, 0, value);

    /// <summary>Reads the order field of a row; its type comes from <see cref="FieldCatalog.RequireSortable"/>.</summary>
    public static SortValue Read<TRow>(in TRow row, FilterField field, FieldType type)
        where TRow : IQueryRow, allows ref struct => type switch
        {
            FieldType.Time => From(row.StartTicks),
            FieldType.Text => From(row.Text(field)),
            FieldType.Number => From(row.Number(field)),
            _ => row.Bits(field) is var bits && bits == 0 ? default : From((long)System.Numerics.BitOperations.Log2(bits)),
        };

    /// <summary>Compares values of one field; text ordinally. A missing value is the smallest.</summary>
    public int CompareTo(SortValue other)
    {
        if (Kind != other.Kind)
        {
            return Kind.CompareTo(other.Kind);
        }

        return Kind switch
        {
            SortValueKind.Integer => Integer.CompareTo(other.Integer),
            SortValueKind.Number => Number.CompareTo(other.Number),
            SortValueKind.Text => string.CompareOrdinal(Text, other.Text),
            _ => 0,
        };
    }
}
