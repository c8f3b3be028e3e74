using Observability.Capture;
using Observability.Model;
using Observability.Pricing.Models;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.Pipeline;

/// <summary>Carries everything captured to the store: one bounded queue, one background loop.</summary>
/// <remarks>
/// Sample, serialise and redact payloads, enrich, filter, price, redact the rest, batch, write. Never throws into the
/// application and never blocks it: what cannot be kept is dropped and counted in <see cref="Statistics"/>.
/// </remarks>
public sealed class TelemetryPipeline : IAsyncDisposable
{
    internal static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromSeconds(15);

    private readonly LlmObservabilityOptions _options;
    private readonly TelemetryQueue _queue;
    private readonly TraceSampler _sampler;
    private readonly RecordProcessor _processor;
    private readonly BatchWriter _writer;
    private readonly PipelineHealth _health;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _loop;

    internal TelemetryPipeline(
        LlmObservabilityOptions options, ITraceWriter writer, Func<IMediaStore?> media, TimeProvider? timeProvider = null, Func<ICatalogStore?>? catalog = null)
    {
        _options = options;
        _time = timeProvider ?? options.TimeProvider;
        _queue = new TelemetryQueue(options.QueueBytes, options.BatchSize);
        _health = new PipelineHealth(options, _time, () => Statistics);
        Redactor = TextRedactor.Of(options, _health);
        ProjectPrices = new ProjectPrices(catalog ?? (static () => null), _time);
        _sampler = new TraceSampler(options, _queue, _time);
        _processor = new RecordProcessor(options, Redactor, _health, ProjectPrices);
        _writer = new BatchWriter(options, writer, media, _health, _time);

        // The loop must not inherit the flow of whoever created it: its ambient observation or activity would be every write's parent.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>What became of everything received so far.</summary>
    public PipelineStatistics Statistics => _health.Complete(_queue.Statistics);

    /// <summary>Whether the store refuses what is written now.</summary>
    internal bool IsWriteFailing => _health.IsWriteFailing;

    /// <summary>The models that projects defined.</summary>
    internal ProjectPrices ProjectPrices { get; }

    /// <summary>Redacts text that leaves on another way than through the pipeline.</summary>
    internal TextRedactor Redactor { get; }

    /// <summary>Waits until everything captured before the call is durable or dropped.</summary>
    /// <remarks>A trace that is held for sampling (<see cref="LlmObservabilityOptions.AlwaysKeepErrors"/>) is not waited for: its root has not ended.</remarks>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _queue.WaitProcessedAsync().WaitAsync(cancellationToken);

    /// <summary>Sends records received from elsewhere through the same stages; returns when they are durable.</summary>
    /// <remarks>Sampling does not apply: whoever sent them has decided.</remarks>
    /// <exception cref="IOException">The queue is full or the store refused the batch for <see cref="LlmObservabilityOptions.RetryFor"/>: nothing or a part of it is stored, and sending all of it again is safe.</exception>
    public Task SubmitAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count == 0)
        {
            return Task.CompletedTask;
        }

        var submission = new Submission(batch);
        return Add(new QueuedItem(submission, batch.Count, RecordSize.Of(batch), IsAwaited: true))
            ? submission.Done.WaitAsync(cancellationToken)
            : Task.FromException(new IOException($"The queue of {_options.QueueBytes} bytes is full. Send the batch again later."));
    }

    /// <summary>Writes what is queued for at most five seconds, drops and counts the rest, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Complete();
        try
        {
            await _loop.WaitAsync(DisposeTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A store that honours the token lets the loop drop and count the rest at once; one that does not is left behind.
            await _giveUp.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(_loop, Task.Delay(TimeSpan.FromMilliseconds(250), _time)).ConfigureAwait(false);
        }

        _health.Dispose();
    }

    internal void Add(ObservationScope scope)
    {
        try
        {
            var bytes = RecordSize.Of(scope);
            if (bytes <= _options.MaxPayloadBytes)
            {
                Add(new QueuedItem(scope, 1, bytes));
            }
            else if (!PipelineFlow.IsCurrent)
            {
                // Rare and large: bounded here, on the caller's thread, so that one call cannot fill the queue.
                var prepared = _processor.Prepare(scope);
                Add(new QueuedItem(prepared, 1, prepared.Bytes));
            }
        }
        catch (Exception exception)
        {
            _queue.Refuse(1);
            _health.ProcessingFailed("an observation", exception);
        }
    }

    /// <summary>Gives what prices a record of a project as one that comes in now.</summary>
    internal async Task<Func<ObservationRecord, ObservationRecord>> LoadPricesAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await ProjectPrices.LoadAsync(project, cancellationToken).ConfigureAwait(false);
        return _processor.Price;
    }

    internal void Add(TraceUpdate update) => Add(new QueuedItem(update, 1, RecordSize.Of(update)));

    internal void Add(Score score) => Add(new QueuedItem(score, 1, RecordSize.Of(score)));

    private bool Add(in QueuedItem item)
    {
        if (PipelineFlow.IsCurrent)
        {
            return false;
        }

        if (_queue.TryAdd(item))
        {
            return true;
        }

        _health.Lost();
        return false;
    }

    private async Task RunAsync()
    {
        PipelineFlow.Enter();
        var taken = new List<QueuedItem>(_options.BatchSize);
        while (true)
        {
            await WaitAsync().ConfigureAwait(false);
            var completed = _queue.IsCompleted;
            _queue.Take(taken);
            if (taken.Count > 0)
            {
                await ProcessAsync(taken).ConfigureAwait(false);
                _queue.Processed(taken.Count);
                taken.Clear();
            }
            else if (completed)
            {
                _sampler.DropHeld();
                return;
            }

            _sampler.DropExpired();
            _health.Report();
        }
    }

    /// <summary>Waits for a first entry, then a little for a fuller batch.</summary>
    private async Task WaitAsync()
    {
        while (_queue.Arm() == 0 && !_queue.IsCompleted)
        {
            if (_sampler.IsHolding)
            {
                await _queue.Signal.WaitAsync(HousekeepingInterval, _time).ConfigureAwait(false);
                _sampler.DropExpired();
            }
            else
            {
                await _queue.Signal.WaitAsync().ConfigureAwait(false);
            }
        }

        if (!_queue.IsUrgent && _options.BatchDelay > TimeSpan.Zero)
        {
            await _queue.Signal.WaitAsync(_options.BatchDelay, _time).ConfigureAwait(false);
        }
    }

    private async ValueTask LoadPricesAsync(List<QueuedItem> taken)
    {
        await ProjectPrices.LoadAsync(_options.Project, _giveUp.Token).ConfigureAwait(false);
        var last = _options.Project;
        foreach (var item in taken)
        {
            foreach (var record in item.Value is Submission submission ? submission.Batch.Observations : [])
            {
                if (record.Project != last)
                {
                    last = record.Project;
                    await ProjectPrices.LoadAsync(last, _giveUp.Token).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ProcessAsync(List<QueuedItem> taken)
    {
        await LoadPricesAsync(taken).ConfigureAwait(false);
        var batch = new BatchBuilder(_queue, _processor, _health);
        foreach (var item in taken)
        {
            _sampler.Route(item, batch.Add);
        }

        if (batch.IsEmpty)
        {
            batch.Settle(null);
            return;
        }

        batch.Settle(await _writer.WriteAsync(batch.ToBatch(), batch.Media, _giveUp.Token).ConfigureAwait(false));
    }
}
