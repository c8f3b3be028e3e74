namespace Observability.SemanticKernel.Services;

/// <summary>Disposes what a container only sees through a decorator.</summary>
internal static class Disposal
{
    public static void Dispose(object inner)
    {
        switch (inner)
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable disposable:
                // The container was disposed synchronously and would have refused this service with an exception.
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                break;
        }
    }

    public static ValueTask DisposeAsync(object inner)
    {
        if (inner is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        (inner as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
