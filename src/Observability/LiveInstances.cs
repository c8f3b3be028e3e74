using System.Runtime.InteropServices;

namespace Observability;

/// <summary>Every instance that is not disposed, so that a process that ends without disposing still flushes.</summary>
/// <remarks>Weak: an instance that nobody holds and that has nothing to write may be collected.</remarks>
internal static class LiveInstances
{
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SignalTimeout = TimeSpan.FromSeconds(2);
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<LlmObservability>> Instances = [];

    static LiveInstances()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Finish(instance => instance.DisposeAsync().AsTask(), ExitTimeout);
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Finish(instance => instance.FlushAsync(), ExitTimeout);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            // Without a host, these end a process and raise no ProcessExit. Only flushed: a host that handles them runs on to its own shutdown.
            Signals.Add(PosixSignalRegistration.Create(signal, _ => Finish(instance => instance.FlushAsync(), SignalTimeout)));
        }
    }

    public static void Add(LlmObservability instance)
    {
        lock (Gate)
        {
            Instances.RemoveAll(reference => !reference.TryGetTarget(out _));
            Instances.Add(new WeakReference<LlmObservability>(instance));
        }
    }

    public static void Remove(LlmObservability instance)
    {
        lock (Gate)
        {
            Instances.RemoveAll(reference => !reference.TryGetTarget(out var target) || ReferenceEquals(target, instance));
        }
    }

    private static void Finish(Func<LlmObservability, Task> finish, TimeSpan atMost)
    {
        List<LlmObservability> live = [];
        lock (Gate)
        {
            foreach (var reference in Instances)
            {
                if (reference.TryGetTarget(out var instance))
                {
                    live.Add(instance);
                }
            }
        }

        try
        {
            // The one place that blocks: the process ends when this handler returns. On the pool, so that no context is needed to go on.
            Task.Run(() => Task.WhenAll(live.Select(finish))).Wait(atMost);
        }
        catch (AggregateException)
        {
            // The process is ending and nobody is left to tell.
        }
    }
}
