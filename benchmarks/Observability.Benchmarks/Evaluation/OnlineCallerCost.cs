using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.Benchmarks.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.Benchmarks.Evaluation;

/// <summary>A chat call on the caller's thread without online evaluation, with it but no rule for the call, and with rules for all of it, batches taking turns.</summary>
internal static class OnlineCallerCost
{
    private const int Batches = 200;
    private const int CallsPerBatch = 100;

    public static async Task RunAsync()
    {
        Console.WriteLine("\n| chat call on the caller's thread | µs | bytes |\n|---|---|---|");
        var messages = ChatCaptureBenchmarks.Conversation(ChatCaptureBenchmarks.Scenario.Call);
        using var model = new ReadyChatClient(answerCharacters: 2000, updates: 1);
        var clients = new List<Measured>();
        foreach (var (name, configure) in Setups())
        {
            clients.Add(await Measured.StartAsync(name, configure, model));
        }

        for (var batch = -100; batch < Batches; batch++)
        {
            foreach (var client in clients)
            {
                await client.CallAsync(messages, CallsPerBatch, isCounted: batch >= 0);
            }
        }

        foreach (var client in clients)
        {
            Console.WriteLine(client);
            await client.DisposeAsync();
        }
    }

    private static IEnumerable<(string Name, Action<LlmObservabilityBuilder> Configure)> Setups()
    {
        yield return ("observed, no online evaluation", _ => { });
        yield return ("a rule that matches nothing", builder => builder.AddEvaluator(EvaluatorCases.Evaluator("contains")).AddOnlineEvaluation(online =>
            online.Evaluate("contains", rule => rule.Filters.Add(Filter.Equal(FilterField.Environment, "nowhere")))));
        yield return ("two rules for every trace", builder => builder.AddEvaluator(EvaluatorCases.Evaluator("contains")).AddEvaluator(EvaluatorCases.Evaluator("pii-leak"))
            .AddOnlineEvaluation(online => online.Evaluate("contains").Evaluate("pii-leak")));
    }

    private sealed class Measured(string name, ServiceProvider services, IChatClient client) : IAsyncDisposable
    {
        private readonly List<double> _times = [];
        private readonly List<double> _bytes = [];

        public static async Task<Measured> StartAsync(string name, Action<LlmObservabilityBuilder> configure, IChatClient model)
        {
            var builder = new ServiceCollection().AddLlmObservability(options => options.UseInMemoryStore(name));
            configure(builder);
            var services = builder.Services.BuildServiceProvider();
            foreach (var hosted in services.GetServices<IHostedService>())
            {
                await hosted.StartAsync(CancellationToken.None);
            }

            return new Measured(name, services, model.AsBuilder().UseLlmObservability().Build(services));
        }

        public async Task CallAsync(IList<ChatMessage> messages, int calls, bool isCounted)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
            {
                var task = client.GetResponseAsync(messages);
                if (!task.IsCompletedSuccessfully)
                {
                    await task;
                }
            }

            if (isCounted)
            {
                _times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / calls);
                _bytes.Add((double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / calls);
            }

            await services.GetRequiredService<LlmObservability>().FlushAsync();
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(_times):0.00} | {Median(_bytes):0} |");

        public async ValueTask DisposeAsync()
        {
            foreach (var hosted in services.GetServices<IHostedService>())
            {
                await hosted.StopAsync(CancellationToken.None);
            }

            await services.DisposeAsync();
        }

        private static double Median(List<double> values)
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }
}
