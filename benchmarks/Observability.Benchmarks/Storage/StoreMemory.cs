using System.Diagnostics;
using System.Globalization;
using Observability.Storage;
using Observability.Storage.LiteDb;

namespace Observability.Benchmarks.Storage;

/// <summary>The memory of a process that does nothing but write to the embedded store: <c>store-memory [observations]</c>.</summary>
/// <remarks>At the rate of a busy application rather than as fast as it goes, so that garbage of the generator is collected as it would be there.</remarks>
internal static class StoreMemory
{
    private const int BatchSize = 500;
    private const int Steps = 10;

    public static async Task RunAsync(int total)
    {
        var directory = Path.Combine(Path.GetTempPath(), "llmobs-memory-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var generator = new ConversationGenerator(5, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(1));
        try
        {
            var before = Live();
            await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory });
            Console.WriteLine("| observations written | observations/s | live heap of the store | working set, peak |\n|---|---|---|---|");
            for (var step = 1; step <= Steps; step++)
            {
                var clock = Stopwatch.StartNew();
                var peak = 0L;
                for (var written = 0; written < total / Steps;)
                {
                    var batch = generator.Next(BatchSize);
                    await store.WriteAsync(new TelemetryBatch { Observations = batch });
                    written += batch.Count;
                    peak = Math.Max(peak, Environment.WorkingSet);
                }

                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {total / Steps * step:n0} | {total / Steps / clock.Elapsed.TotalSeconds:n0} | {(Live() - before) >> 20} MiB | {peak >> 20} MiB |"));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static long Live()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
