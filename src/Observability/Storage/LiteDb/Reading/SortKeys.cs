using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>Bounds for lists that are walked newest first.</summary>
internal static class SortKeys
{
    /// <summary>The key that comes before all rows of an instant when the newest and the largest id come first.</summary>
    public static SortKey FirstAt(long ticks) => new(SortValue.From(ticks), "\uFFFF");
}
