using System.Threading.Channels;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>The one thread that writes a store: batches that wait together are written together.</summary>
/// <remarks>The queue needs no bound of its own: every caller waits for its batch.</remarks>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int MaxGroup = 4000;

    private readonly Channel<WriteRequest> _requests = Channel.CreateUnbounded<WriteRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<IReadOnlyList<TelemetryBatch>> _write;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteQueue(Action<IReadOnlyList<TelemetryBatch>> write)
    {
        _write = write;

        // LiteDB's transactions belong to a thread, and its calls block: a thread of our own, not one of the pool's.
        new Thread(Run) { IsBackground = true, Name = "LLM observability store" }.Start();
    }

    /// <summary>Writes a batch; completes when it is durable.</summary>
    public Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken) => Enqueue(new WriteRequest(batch, null, cancellationToken));

    /// <summary>Runs other work between batches.</summary>
    public Task RunAsync(Action work, CancellationToken cancellationToken) => Enqueue(new WriteRequest(null, work, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _stopped.Task.ConfigureAwait(false);
    }

    private Task Enqueue(WriteRequest request)
    {
        request.CancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(!_requests.Writer.TryWrite(request), typeof(LiteDbTraceStore));
        return request.Completion.Task;
    }

    private void Run()
    {
        var group = new List<WriteRequest>();
        while (Wait())
        {
            group.Clear();
            var size = 0;
            while (size < MaxGroup && _requests.Reader.TryPeek(out var next) && (next.Batch is not null || group.Count == 0))
            {
                _requests.Reader.TryRead(out _);
                size += next.Batch?.Count ?? MaxGroup;
                if (next.CancellationToken.IsCancellationRequested)
                {
                    next.Completion.TrySetCanceled(next.CancellationToken);
                }
                else
                {
                    group.Add(next);
                }
            }

            if (group.Count > 0)
            {
                Serve(group);
            }
        }

        _stopped.TrySetResult();
    }

    private bool Wait() => _requests.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Serve(List<WriteRequest> group)
    {
        try
        {
            if (group[0].Work is { } work)
            {
                work();
            }
            else
            {
                _write(group.ConvertAll(request => request.Batch!));
            }
        }
        catch (Exception exception) when (group.Count > 1 && exception is not IOException)
        {
            // One batch that cannot be written must not take its neighbours down.
            foreach (var request in group)
            {
                Serve([request]);
            }

            return;
        }
        catch (Exception exception)
        {
            foreach (var request in group)
            {
                request.Completion.TrySetException(exception);
            }

            return;
        }

        foreach (var request in group)
        {
            request.Completion.TrySetResult();
        }
    }

    private sealed record WriteRequest(TelemetryBatch? Batch, Action? Work, CancellationToken CancellationToken)
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
