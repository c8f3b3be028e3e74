namespace Observability.Storage.InMemory;

/// <summary>How much an <see cref="InMemoryTraceStore"/> keeps.</summary>
public sealed class InMemoryTraceStoreOptions
{
    /// <summary>The most observations of all projects together; the oldest traces go first.</summary>
    /// <value>100,000; at least 1.</value>
    public int MaxObservations { get; set; } = 100_000;

    /// <summary>The most bytes of all records together, as estimated from their texts and payloads; the oldest traces go first.</summary>
    /// <value>256 MiB; at least 1.</value>
    public long MaxBytes { get; set; } = 256L * 1024 * 1024;
}
