using System.Diagnostics;
using System.Globalization;

namespace Observability.Benchmarks.Prompts;

/// <summary>Time and bytes of one call that stays on its thread: medians of batches.</summary>
internal readonly record struct CallCost(double Nanoseconds, double Bytes)
{
    private const int Batches = 300;
    private const int CallsPerBatch = 1000;

    // What was called often is compiled anew on a thread of its own, which has to come to its turn on a busy machine.
    private static readonly TimeSpan CompilerTime = TimeSpan.FromSeconds(2);

    /// <summary>Measures several ways of one work in turns, so that a busy moment of the machine meets them all; the third round counts: code is compiled, watched, and compiled for good.</summary>
    public static async Task<CallCost[]> MeasureAsync(params Action[] ways)
    {
        for (var warming = 0; warming < 2; warming++)
        {
            Round(ways);
            await Task.Delay(CompilerTime);
        }

        return Round(ways);
    }

    private static CallCost[] Round(Action[] ways)
    {
        var times = ways.Select(_ => new double[Batches]).ToArray();
        var bytes = ways.Select(_ => new double[Batches]).ToArray();
        for (var batch = -100; batch < Batches; batch++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var call = ways[way];
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < CallsPerBatch; i++)
                {
                    call();
                }

                if (batch >= 0)
                {
                    times[way][batch] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / CallsPerBatch;
                    bytes[way][batch] = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / CallsPerBatch;
                }
            }
        }

        return [.. times.Zip(bytes, (time, size) => new CallCost(Median(time), Median(size)))];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Nanoseconds < 1000 ? $"{Nanoseconds:0} ns" : $"{Nanoseconds / 1000:0.00} µs")} / {Bytes:#,0} B");

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
