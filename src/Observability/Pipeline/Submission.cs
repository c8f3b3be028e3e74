using Observability.Storage;

namespace Observability.Pipeline;

/// <summary>A batch received from elsewhere whose sender waits until it is durable.</summary>
internal sealed class Submission(TelemetryBatch batch)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TelemetryBatch Batch { get; } = batch;

    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
