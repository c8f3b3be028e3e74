namespace Observability.Storage;

/// <summary>Writes to a store and tells the feed what became durable.</summary>
internal sealed class PublishingTraceWriter(ITraceWriter inner, TraceFeed feed) : ITraceWriter
{
    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        feed.Publish(batch);
    }
}
