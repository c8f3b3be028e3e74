namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>Rows and parts have ids made of the number of their block and their place in it, so that no index is needed to find them.</summary>
internal static class BlockAddress
{
    private const int RowBits = 12;
    private const int PartBits = 16;

    /// <summary>The most rows of a lean block.</summary>
    public const int MaxRows = 1 << RowBits;

    /// <summary>The most parts of a part block.</summary>
    public const int MaxParts = 1 << PartBits;

    public static long Row(long block, int index) => (block << RowBits) | (uint)index;

    public static long BlockOfRow(long row) => row >> RowBits;

    public static int IndexOfRow(long row) => (int)(row & (MaxRows - 1));

    public static long FirstPart(long block) => block << PartBits;

    public static long BlockOfPart(long part) => part >> PartBits;
}
