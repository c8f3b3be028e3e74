using System.Buffers;
using System.Threading.Channels;
using Observability.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.Pipeline;

/// <summary>Carries everything captured to the store: one bounded queue, one background loop.</summary>
/// <remarks>Never throws into the application and never blocks it.</remarks>
public sealed class TelemetryPipeline : IAsyncDisposable
{
    private readonly Channel<object> _queue = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LlmObservabilityOptions _options;
    private readonly ITraceWriter _writer;
    private readonly Task _loop;

    internal TelemetryPipeline(LlmObservabilityOptions options, ITraceWriter writer)
    {
        _options = options;
        _writer = writer;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Waits until everything captured before the call is durable or dropped.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_queue.Writer.TryWrite(done))
        {
            await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Flushes and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    internal void Add(ObservationScope scope) => _queue.Writer.TryWrite(scope);

    internal void Add(TraceUpdate update) => _queue.Writer.TryWrite(update);

    internal void Add(Score score) => _queue.Writer.TryWrite(score);

    private async Task RunAsync()
    {
        await foreach (var item in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await WriteAsync(item).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Dropped.
            }
        }
    }

    private async Task WriteAsync(object item)
    {
        {
            switch (item)
            {
                case ObservationScope scope:
                    await _writer.WriteAsync(new TelemetryBatch { Observations = [ToRecord(scope)] }).ConfigureAwait(false);
                    break;
                case TraceUpdate update:
                    await _writer.WriteAsync(new TelemetryBatch { Traces = [update.Record with { Metadata = Serialise(update.Metadata) }] }).ConfigureAwait(false);
                    break;
                case Score score:
                    await _writer.WriteAsync(new TelemetryBatch { Scores = [score] }).ConfigureAwait(false);
                    break;
                case TaskCompletionSource done:
                    done.SetResult();
                    break;
            }
        }
    }

    private ObservationRecord ToRecord(ObservationScope scope) => new()
    {
        Project = _options.Project,
        TraceId = scope.Trace.Id,
        Id = scope.Id,
        ParentId = scope.Parent?.Id,
        Kind = scope.Kind,
        Name = scope.Name,
        StartTime = scope.StartTime,
        EndTime = scope.StartTime + scope.Duration,
        FirstTokenTime = scope.TimeToFirstToken is { } first ? scope.StartTime + first : null,
        Level = scope.Level,
        Status = scope.Status,
        StatusMessage = scope.StatusMessage ?? scope.Exception?.Message,
        ErrorType = scope.Exception?.GetType().FullName,
        Model = scope.Model,
        Provider = scope.Provider,
        Parameters = Serialise(scope.ParametersSource),
        FinishReason = scope.FinishReason,
        Usage = scope.Usage,
        Cost = scope.Cost,
        IsCacheHit = scope.IsCacheHit,
        Prompt = scope.Prompt,
        Input = Serialise(scope.Input),
        Output = Serialise(scope.Output),
        Metadata = Serialise(scope.Metadata),
        Environment = scope.Trace.Environment ?? _options.Environment,
        Release = scope.Trace.Release ?? _options.Release,
        Version = scope.Trace.Version ?? _options.Version,
        UserId = scope.Trace.UserId,
        SessionId = scope.Trace.SessionId,
        Tags = scope.Trace.Tags,
        TraceName = scope.Trace.Name,
    };

    private static Payload? Serialise(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new PayloadWriter(buffer);
        if (value is IReadOnlyDictionary<string, object?> map)
        {
            writer.StartObject();
            foreach (var (key, item) in map)
            {
                writer.Name(key);
                writer.Value(item);
            }

            writer.EndObject();
        }
        else
        {
            writer.Value(value);
        }

        writer.Flush();
        return Payload.FromUtf8(buffer.WrittenMemory.ToArray());
    }
}
