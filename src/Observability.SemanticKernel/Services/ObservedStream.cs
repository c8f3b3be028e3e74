using System.Runtime.CompilerServices;

namespace Observability.SemanticKernel.Services;

/// <summary>Passes a stream through unchanged and tells an observer what happens to it.</summary>
internal static class ObservedStream
{
    public static async IAsyncEnumerable<T> Observe<T>(
        IAsyncEnumerable<T> source,
        IStreamObserver<T> observer,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var completed = false;
        IAsyncEnumerator<T>? enumerator = null;
        try
        {
            while (true)
            {
                T item;
                try
                {
                    observer.Activate();
                    enumerator ??= source.GetAsyncEnumerator(cancellationToken);
                    if (!await enumerator.MoveNextAsync().ConfigureAwait(false))
                    {
                        completed = true;
                        break;
                    }

                    item = enumerator.Current;
                }
                catch (Exception exception)
                {
                    observer.Fail(exception);
                    throw;
                }

                observer.Next(item);
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
                observer.Close(completed);
            }
        }
    }
}
