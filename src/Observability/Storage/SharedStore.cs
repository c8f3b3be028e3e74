namespace Observability.Storage;

/// <summary>Opens each destination once per process, however many instances write to it, and closes it after the last.</summary>
internal static class SharedStore
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<object, Entry> Entries = [];

    /// <summary>Takes part in the store of these options.</summary>
    public static Lease Acquire(LlmObservabilityOptions options)
    {
        var key = options.StoreKey;
        lock (Gate)
        {
            if (!Entries.TryGetValue(key, out var entry))
            {
                entry = new Entry(new OpeningTraceStore(options));
                Entries.Add(key, entry);
            }

            entry.Users++;
            return new Lease(key, entry);
        }
    }

    internal sealed class Entry(OpeningTraceStore store)
    {
        public OpeningTraceStore Store { get; } = store;

        public int Users { get; set; }
    }

    /// <summary>One user's part in a store.</summary>
    internal sealed class Lease(object key, Entry entry) : IAsyncDisposable
    {
        private int _disposed;

        public OpeningTraceStore Store => entry.Store;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
            {
                return;
            }

            lock (Gate)
            {
                if (--entry.Users > 0)
                {
                    return;
                }

                Entries.Remove(key);
            }

            await entry.Store.CloseAsync().ConfigureAwait(false);
        }
    }
}
