using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using Observability.Pipeline;

namespace Observability.Benchmarks.Pipeline;

/// <summary>What handing a finished observation over costs its caller, against an unbounded channel that counts nothing.</summary>
[MemoryDiagnoser]
public class QueueBenchmarks
{
    private const int Count = 10_000;

    private readonly object _item = new();
    private readonly List<QueuedItem> _taken = new(Count);

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int UnboundedChannel()
    {
        var channel = Channel.CreateUnbounded<QueuedItem>(new UnboundedChannelOptions { SingleReader = true });
        for (var i = 0; i < Count; i++)
        {
            channel.Writer.TryWrite(new QueuedItem(_item, 1, 100));
        }

        var read = 0;
        while (channel.Reader.TryRead(out _))
        {
            read++;
        }

        return read;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int TelemetryQueue()
    {
        var queue = new TelemetryQueue(long.MaxValue, Count);
        for (var i = 0; i < Count; i++)
        {
            queue.TryAdd(new QueuedItem(_item, 1, 100));
        }

        _taken.Clear();
        queue.Take(_taken);
        return _taken.Count;
    }
}
