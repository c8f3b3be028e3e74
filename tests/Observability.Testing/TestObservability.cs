using Observability.Model;

namespace Observability.Testing;

/// <summary>Real capture and a real pipeline that end in a <see cref="CollectingTraceWriter"/>.</summary>
public sealed class TestObservability : IAsyncDisposable
{
    public TestObservability(Action<LlmObservabilityOptions>? configure = null, TimeProvider? timeProvider = null)
    {
        var options = new LlmObservabilityOptions();
        configure?.Invoke(options);
        Instance = new LlmObservability(options, Writer, timeProvider);
    }

    public LlmObservability Instance { get; }

    public CollectingTraceWriter Writer { get; } = new();

    /// <summary>Flushes and returns everything captured so far.</summary>
    public async Task<IReadOnlyList<ObservationRecord>> ObservationsAsync()
    {
        await Instance.FlushAsync();
        return Writer.Observations;
    }

    /// <summary>Flushes and draws every trace captured so far.</summary>
    public async Task<IReadOnlyList<string>> TreesAsync() => TraceTree.Draw(await ObservationsAsync());

    public ValueTask DisposeAsync() => Instance.DisposeAsync();
}
