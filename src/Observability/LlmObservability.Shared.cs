using Observability.Storage;

namespace Observability;

public sealed partial class LlmObservability
{
    private static readonly Lock SharedLock = new();
    private static readonly Dictionary<SharingKey, LlmObservability> Shared = [];
    private static readonly List<LlmObservability> Hosted = [];

    /// <summary>The instance of this process for code without dependency injection.</summary>
    /// <remarks>
    /// The one a host runs while it runs, so that its redaction and options hold everywhere; else one with default options,
    /// created at first use: an embedded store beside the application, flushed when the process exits.
    /// </remarks>
    public static LlmObservability Default
    {
        get
        {
            lock (SharedLock)
            {
                if (Hosted.Count > 0)
                {
                    return Hosted[^1];
                }
            }

            return GetOrCreate(new LlmObservabilityOptions());
        }
    }

    /// <summary>Gets the instance that runs with these options, or creates it; flushed when the process exits.</summary>
    /// <remarks>
    /// Equal options share one instance, however often this is called: same destination, same values, the same delegates (a
    /// lambda counts by its code, so that of a capturing lambda the first capture stays). Different options on the same destination share its open store.
    /// </remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of its range; the message lists all of them.</exception>
    public static LlmObservability GetOrCreate(LlmObservabilityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LlmObservabilityOptionsValidator.ThrowIfInvalid(options);
        var key = options.ToSharingKey();
        lock (SharedLock)
        {
            if (!Shared.TryGetValue(key, out var instance))
            {
                instance = Create(options);
                instance._onDisposed = disposed => Forget(key, disposed);
                Shared.Add(key, instance);
            }

            return instance;
        }
    }

    /// <summary>Creates an instance that its caller disposes.</summary>
    internal static LlmObservability Create(LlmObservabilityOptions options) => new(options, SharedStore.Acquire(options));

    /// <summary>Creates the instance of a host: <see cref="Default"/> until it is disposed.</summary>
    internal static LlmObservability CreateHosted(LlmObservabilityOptions options)
    {
        var instance = Create(options);
        instance._onDisposed = disposed =>
        {
            lock (SharedLock)
            {
                Hosted.Remove(disposed);
            }
        };
        lock (SharedLock)
        {
            Hosted.Add(instance);
        }

        return instance;
    }

    private static void Forget(SharingKey key, LlmObservability disposed)
    {
        lock (SharedLock)
        {
            if (Shared.TryGetValue(key, out var current) && ReferenceEquals(current, disposed))
            {
                Shared.Remove(key);
            }
        }
    }
}
