using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Observability.Benchmarks.SemanticKernel;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Observability.Benchmarks.Capture;

/// <summary>Prints time and bytes on the caller's thread alone: <c>dotnet run -c Release -- caller-cost</c>.</summary>
/// <remarks>
/// BenchmarkDotNet counts the allocations of every thread, the pipeline's too. Here the bytes are the calling thread's, and the pipeline is
/// flushed between batches, so that it neither runs beside what is measured for long nor fills up. Medians of the batches.
/// </remarks>
internal static class CallerCost
{
    private const int Batches = 400;
    private const int CallsPerBatch = 100;

    public static async Task RunAsync()
    {
        // A first round that is not printed: whoever came first would pay for the compiler's work on what all share.
        await RoundAsync(_ => { });
        Console.WriteLine("| work | client | µs | bytes |");
        Console.WriteLine("|---|---|---|---|");
        await RoundAsync(Console.WriteLine);
    }

    private static async Task RoundAsync(Action<string> print)
    {
        foreach (var scenario in Enum.GetValues<ChatCaptureBenchmarks.Scenario>())
        {
            await ChatAsync(scenario, print);
        }

        foreach (var ours in new[] { false, true })
        {
            var name = ours ? "UseLlmObservability" : "bare";
            var kernel = new SemanticKernelBenchmarks();
            if (ours)
            {
                kernel.SetUpObserved();
            }
            else
            {
                kernel.SetUpBare();
            }

            print(await MeasureAsync("SK function", name, kernel.FunctionObserved, kernel.FlushAsync));
            print(await MeasureAsync("SK prompt function", name, kernel.PromptObserved, kernel.FlushAsync));
            await kernel.CleanUpAsync();
        }

        var diagnostics = new SemanticKernelBenchmarks();
        diagnostics.SetUpOpenTelemetry();
        print(await MeasureAsync("SK function", "SK diagnostics + batch exporter", diagnostics.FunctionOpenTelemetry, diagnostics.FlushAsync));
        print(await MeasureAsync("SK prompt function", "SK diagnostics + batch exporter", diagnostics.PromptOpenTelemetry, diagnostics.FlushAsync));
        await diagnostics.CleanUpAsync();
    }

    private static async Task ChatAsync(ChatCaptureBenchmarks.Scenario scenario, Action<string> print)
    {
        var options = new ChatOptions { Temperature = 0.2f, MaxOutputTokens = 500 };
        var messages = ChatCaptureBenchmarks.Conversation(scenario);
        Func<Task> Calling(IChatClient client) => () => ChatCaptureBenchmarks.CallAsync(client, scenario, messages, options);

        using var bare = new ReadyChatClient(answerCharacters: 2000, updates: 200);
        print(await MeasureAsync($"{scenario}", "bare", Calling(bare), () => Task.CompletedTask));

        using (var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource("Experimental.Microsoft.Extensions.AI")
            .AddOtlpExporter(o => o.Endpoint = new Uri("http://127.0.0.1:9"))
            .Build())
        {
            var theirs = bare.AsBuilder().UseOpenTelemetry(configure: client => client.EnableSensitiveData = true).Build();
            print(await MeasureAsync($"{scenario}", "UseOpenTelemetry + OTLP, content", Calling(theirs), () => Task.CompletedTask));
        }

        await using var observability = new LlmObservability(new LlmObservabilityOptions(), new DiscardingTraceWriter());
        var ours = bare.AsBuilder().UseLlmObservability(observability).Build();
        print(await MeasureAsync($"{scenario}", "UseLlmObservability", Calling(ours), () => observability.FlushAsync()));
    }

    private static async Task<string> MeasureAsync(string work, string name, Func<Task> callAsync, Func<Task> between)
    {
        var times = new double[Batches];
        var bytes = new double[Batches];
        for (var batch = -200; batch < Batches; batch++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            for (var call = 0; call < CallsPerBatch; call++)
            {
                // Everything completes at once: the whole loop stays on this thread.
                var task = callAsync();
                if (!task.IsCompletedSuccessfully)
                {
                    await task;
                }
            }

            if (batch >= 0)
            {
                times[batch] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / CallsPerBatch;
                bytes[batch] = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / CallsPerBatch;
            }

            await between();
        }

        Array.Sort(times);
        Array.Sort(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"| {work} | {name} | {times[Batches / 2]:0.00} | {bytes[Batches / 2]:0} |");
    }
}
