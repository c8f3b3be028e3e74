namespace Observability.Storage;

/// <summary>Writes telemetry.</summary>
/// <remarks>Called by one pipeline at a time, but implementations must allow concurrent calls.</remarks>
public interface ITraceWriter
{
    /// <summary>Writes a batch; returns when it is durable. Writing the same batch again changes nothing.</summary>
    /// <exception cref="IOException">The store cannot take it now; the caller retries the whole batch.</exception>
    Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default);
}
