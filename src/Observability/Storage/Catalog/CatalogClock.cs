namespace Observability.Storage.Catalog;

/// <summary>When something in the catalog happened, and ids that sort by it.</summary>
internal static class CatalogClock
{
    /// <summary>Now, to the millisecond: clients keep no more, and an instant they give back must find what it was taken from.</summary>
    public static DateTimeOffset GetCatalogNow(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    public static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();
}
