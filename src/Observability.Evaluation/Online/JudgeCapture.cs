using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Online;

/// <summary>Where judges' calls are captured: in the project of what they judge, so that nobody reads of it in another.</summary>
internal sealed class JudgeCapture(LlmObservability own) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProjectId, Lazy<LlmObservability>> _others = new();

    public LlmObservability For(ProjectId project) =>
        project == own.Options.Project ? own : _others.GetOrAdd(project, id => new Lazy<LlmObservability>(() => Create(id))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others.Values.Where(other => other.IsValueCreated))
        {
            await other.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    private LlmObservability Create(ProjectId project)
    {
        var options = new LlmObservabilityOptions
        {
            Enabled = own.Options.Enabled,
            CaptureContent = own.Options.CaptureContent,
            Project = project,
            LoggerFactory = own.Options.LoggerFactory,
            TimeProvider = own.Options.TimeProvider,
        };
        foreach (var price in own.Options.Prices)
        {
            options.Prices.Add(price);
        }

        return new LlmObservability(options, new Forwarding(own), media: own.MediaOrNull);
    }

    /// <summary>Sends records on through the application's own pipeline, which redacts them.</summary>
    private sealed class Forwarding(LlmObservability to) : ITraceWriter
    {
        public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) => to.SubmitAsync(batch, cancellationToken);
    }
}
