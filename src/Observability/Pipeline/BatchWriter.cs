using Observability.Model;
using Observability.Storage;

namespace Observability.Pipeline;

/// <summary>Writes a batch and before it the media it names, trying again with backoff until the limit.</summary>
internal sealed class BatchWriter(LlmObservabilityOptions options, ITraceWriter writer, Func<IMediaStore?> media, PipelineHealth health, TimeProvider time)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    /// <summary>Returns null when the batch is durable, else why it is not.</summary>
    public async Task<Exception?> WriteAsync(TelemetryBatch batch, IReadOnlyList<(ProjectId Project, MediaContent Content)> contents, CancellationToken cancellationToken)
    {
        foreach (var (project, content) in contents)
        {
            if (media() is not { } store || await TryAsync(token => store.PutAsync(project, content, token), cancellationToken).ConfigureAwait(false) is not null)
            {
                // The observation is worth more than its image: it is written with a reference to what is not there.
                health.MediaLost();
            }
        }

        return await TryAsync(token => writer.WriteAsync(batch, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Exception?> TryAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var backoff = FirstBackoff;
        while (true)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                // A store may block or never answer: it does so on a thread of its own, and disposal need not wait for it.
                await Task.Run(() => write(cancellationToken), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
                health.WriteSucceeded();
                return null;
            }
            catch (Exception exception)
            {
                health.WriteFailed(exception);
                if (cancellationToken.IsCancellationRequested || exception is NotSupportedException || time.GetElapsedTime(started) + backoff > options.RetryFor)
                {
                    return exception;
                }
            }

            try
            {
                // Between half and the whole of the backoff: writers that failed together do not come back together.
                await Task.Delay(backoff * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception)
            {
                return exception;
            }

            backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, LongestBackoff.Ticks));
        }
    }
}
