namespace Observability.Storage.LiteDb;

/// <summary>How the embedded store keeps telemetry.</summary>
public sealed class LiteDbTraceStoreOptions
{
    /// <summary>The directory of the store's files; created when missing. One process owns it at a time.</summary>
    /// <value><c>llm-observability</c> below the application's base directory.</value>
    public string Directory { get; set; } = Path.Combine(AppContext.BaseDirectory, "llm-observability");

    /// <summary>How long telemetry is kept, counted from the start of its trace.</summary>
    /// <value>Null: for ever. At least one hour. Months that are wholly older are dropped as files, the rest is erased hourly.</value>
    public TimeSpan? Retention { get; set; }

    /// <summary>How much memory may hold recently read blocks.</summary>
    /// <value>48 MiB; from 8 MiB to 4 GiB.</value>
    public long CacheBytes { get; set; } = 48 * 1024 * 1024;

    internal void Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Directory))
        {
            errors.Add("Directory is empty. Name a directory that the process may write.");
        }

        if (Retention < TimeSpan.FromHours(1))
        {
            errors.Add($"Retention is {Retention}. Set it to at least one hour, or to null to keep everything.");
        }

        if (CacheBytes is < 8L * 1024 * 1024 or > 4L * 1024 * 1024 * 1024)
        {
            errors.Add($"CacheBytes is {CacheBytes}. Set it to between 8 MiB (8388608) and 4 GiB (4294967296).");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException("The options of the embedded store are invalid: " + string.Join(" ", errors));
        }
    }
}
