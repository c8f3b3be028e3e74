using System.Runtime.CompilerServices;
using Observability.Capture;
using Observability.Model;

namespace Observability.SemanticKernel.Services;

/// <summary>Passes a stream through unchanged and tells an observer what happens to it.</summary>
internal static class ObservedStream
{
    public static async IAsyncEnumerable<T> Observe<T>(
        Tracer tracer,
        IAsyncEnumerable<T> source,
        IStreamObserver<T> observer,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var status = ObservationStatus.Abandoned;
        var live = new LiveStream<T>(tracer, observer);
        IAsyncEnumerator<T>? enumerator = null;
        try
        {
            while (true)
            {
                T item;
                try
                {
                    live.Step();
                    enumerator ??= source.GetAsyncEnumerator(cancellationToken);
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        status = ObservationStatus.Completed;
                        break;
                    }

                    item = enumerator.Current;
                }
                catch (Exception exception)
                {
                    status = exception is OperationCanceledException ? ObservationStatus.Cancelled : ObservationStatus.Failed;
                    live.Fail(exception);
                    throw;
                }

                live.Next(item);
                yield return item;
            }
        }
        finally
        {
            try
            {
                if (enumerator is not null)
                {
                    observer.Activate();
                    await enumerator.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                live.Close(status == ObservationStatus.Abandoned && cancellationToken.IsCancellationRequested ? ObservationStatus.Cancelled : status);
            }
        }
    }
}
