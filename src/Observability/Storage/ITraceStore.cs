namespace Observability.Storage;

/// <summary>A store of telemetry: written in batches, read by query, erased on demand.</summary>
public interface ITraceStore : ITraceWriter, ITraceReader, IAsyncDisposable
{
    /// <summary>Erases what the request names, for good; returns what was erased.</summary>
    Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default);
}
