using Observability.Capture;
using Observability.Pipeline;
using Observability.Storage;

namespace Observability;

/// <summary>The running observability of one process: a tracer in front, a pipeline behind it, a store at the end.</summary>
/// <remarks>Thread-safe. Applications usually get it from dependency injection.</remarks>
public sealed class LlmObservability : IAsyncDisposable
{
    internal LlmObservability(LlmObservabilityOptions options, ITraceWriter writer, TimeProvider? timeProvider = null)
    {
        Options = options;
        Writer = writer;
        Pipeline = new TelemetryPipeline(options, new PublishingTraceWriter(writer, Feed));
        Tracer = new Tracer(options, Pipeline, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Starts observations.</summary>
    public Tracer Tracer { get; }

    /// <summary>Tells what was written, once it is durable.</summary>
    public TraceFeed Feed { get; } = new();

    internal ITraceWriter Writer { get; }

    internal LlmObservabilityOptions Options { get; }

    internal TelemetryPipeline Pipeline { get; }

    /// <summary>Waits until everything captured before the call is durable or dropped.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => Pipeline.FlushAsync(cancellationToken);

    /// <summary>Flushes, stops and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync().ConfigureAwait(false);
        if (Writer is IAsyncDisposable store)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }
}
