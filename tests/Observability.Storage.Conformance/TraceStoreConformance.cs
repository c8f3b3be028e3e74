using Observability.Model;

namespace Observability.Storage.Conformance;

/// <summary>What every <see cref="ITraceStore"/> must do. Derive once for each store; the base class holds all tests.</summary>
public abstract partial class TraceStoreConformance
{
    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<ITraceStore> CreateStoreAsync();

    private static ProjectId Project => ProjectId.Default;

    private async Task<ITraceStore> CreateStoreAsync(TelemetryBatch batch)
    {
        var store = await CreateStoreAsync();
        await store.WriteAsync(batch);
        return store;
    }

    private static IEnumerable<string> Ids(Page<TraceSummary> page) => page.Items.Select(trace => trace.Trace.Id.Value);

    private static IEnumerable<string> Ids(Page<ObservationRecord> page) => page.Items.Select(observation => observation.Id.Value);

    private static IEnumerable<string> Ids(Page<Score> page) => page.Items.Select(score => score.Id.Value);
}
