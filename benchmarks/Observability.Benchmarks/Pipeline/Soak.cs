using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Benchmarks.SemanticKernel;

namespace Observability.Benchmarks.Pipeline;

/// <summary>500 observations a second from 16 kernels at once into the embedded store: nothing dropped, memory flat.</summary>
internal static class Soak
{
    private const int Producers = 16;
    // A little above the goal of 500: a timer that ticks late must not leave the run below it.
    private const int Rate = 510;

    // A prompt function is three observations: the function, the rendered prompt and the model call.
    private const int PerCall = 3;

    private static readonly string Text = string.Join(' ', Enumerable.Range(0, 220).Select(i => $"sentence {i} of the order"));

    public static async Task RunAsync(int seconds)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"llm-observability-soak-{Environment.ProcessId}");
        var observability = LlmObservability.GetOrCreate(new LlmObservabilityOptions { StorePath = directory });
        try
        {
            using var stop = new CancellationTokenSource();
            var started = Stopwatch.StartNew();
            var producers = Enumerable.Range(0, Producers).Select(number => Task.Run(() => ProduceAsync(observability, number, stop.Token))).ToList();
            Console.WriteLine("| second | captured | written | dropped | pending KB | heap MB | working set MB | GC 0/1/2 |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|");
            foreach (var second in new[] { seconds / 6, seconds / 2, seconds })
            {
                await Task.Delay(TimeSpan.FromSeconds(second) - started.Elapsed);
                Print(second, observability);
            }

            await stop.CancelAsync();
            await Task.WhenAll(producers);
            var elapsed = started.Elapsed;
            var flush = Stopwatch.StartNew();
            await observability.FlushAsync();
            var counts = observability.Statistics;
            Console.WriteLine();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{counts.Received / elapsed.TotalSeconds:0} records/s; peak pending {counts.PeakPendingBytes / 1024.0:0} KB; last flush {flush.ElapsedMilliseconds} ms; dropped {counts.Dropped}; balance {counts.Received - counts.Written - counts.Dropped}; {Size(directory) / Math.Max(1, counts.Written)} B on disk per record"));
        }
        finally
        {
            await observability.DisposeAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ProduceAsync(LlmObservability observability, int number, CancellationToken stop)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(observability);
        builder.Services.AddSingleton<IChatCompletionService>(new InstantChatService());
        builder.UseLlmObservability();
        var kernel = builder.Build();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Producers * (double)PerCall / Rate));
        for (var call = 0; !stop.IsCancellationRequested; call++)
        {
            await kernel.InvokePromptAsync($"Order {number}-{call}: {Text}", cancellationToken: CancellationToken.None);
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static void Print(int second, LlmObservability observability)
    {
        var counts = observability.Statistics;
        var heap = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {second} | {counts.Received} | {counts.Written} | {counts.Dropped} | {counts.PendingBytes / 1024.0:0} | {heap:0.0} | {process.WorkingSet64 / 1048576.0:0} | {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} |"));
    }

    private static long Size(string directory) => new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
