using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Observability.Benchmarks.Capture;

/// <summary>What observing costs the caller: bare, with Microsoft.Extensions.AI's OpenTelemetry client and an OTLP exporter with content, and with ours.</summary>
/// <remarks>
/// The goals are those of the cost table: a chat call at most 2 µs and 1.5 KB more than bare, a 200-update stream at most 25 µs and 5.5 KB more,
/// a history of 40 messages at most 15 µs. BenchmarkDotNet counts the allocations of all threads, the pipeline's too: the bytes of the caller's
/// thread alone are printed by <see cref="CallerCost"/>.
/// </remarks>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the cleanup.")]
public class ChatCaptureBenchmarks
{
    private readonly ChatOptions _options = new() { Temperature = 0.2f, MaxOutputTokens = 500 };
    private List<ChatMessage> _messages = [];
    private IChatClient _bare = null!;
    private IChatClient _captured = null!;
    private IChatClient _openTelemetry = null!;
    private LlmObservability _observability = null!;
    private TracerProvider? _provider;

    public enum Scenario
    {
        Call,
        Stream200,
        History40,
    }

    [Params(Scenario.Call, Scenario.Stream200, Scenario.History40)]
    public Scenario Work { get; set; }

    [GlobalSetup(Target = nameof(Bare))]
    public void SetupBare() => Prepare();

    [GlobalSetup(Target = nameof(Captured))]
    public void SetupCaptured()
    {
        Prepare();
        _observability = new LlmObservability(new LlmObservabilityOptions(), new DiscardingTraceWriter());
        _captured = _bare.AsBuilder().UseLlmObservability(_observability).Build();
    }

    [GlobalSetup(Target = nameof(OpenTelemetryWithContent))]
    public void SetupOpenTelemetry()
    {
        Prepare();
        // The exporter's endpoint is closed: what is measured is building the span, not the network.
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource("Experimental.Microsoft.Extensions.AI")
            .AddOtlpExporter(o => o.Endpoint = new Uri("http://127.0.0.1:9"))
            .Build();
        _openTelemetry = _bare.AsBuilder().UseOpenTelemetry(configure: client => client.EnableSensitiveData = true).Build();
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        if (_observability is not null)
        {
            await _observability.DisposeAsync();
        }

        _provider?.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task Bare() => RunAsync(_bare);

    [Benchmark]
    public Task OpenTelemetryWithContent() => RunAsync(_openTelemetry);

    [Benchmark]
    public Task Captured() => RunAsync(_captured);

    private void Prepare()
    {
        _bare = new ReadyChatClient(answerCharacters: 2000, updates: 200);
        _messages = Conversation(Work);
    }

    internal static List<ChatMessage> Conversation(Scenario scenario) => scenario == Scenario.History40
        ? [.. Enumerable.Range(0, 40).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, new string('m', 1200)))]
        : [new(ChatRole.System, new string('s', 400)), new(ChatRole.Assistant, new string('h', 800)), new(ChatRole.User, new string('u', 800))];

    private Task RunAsync(IChatClient client) => CallAsync(client, Work, _messages, _options);

    internal static async Task CallAsync(IChatClient client, Scenario scenario, List<ChatMessage> messages, ChatOptions options)
    {
        if (scenario == Scenario.Stream200)
        {
            await foreach (var _ in client.GetStreamingResponseAsync(messages, options).ConfigureAwait(false))
            {
            }
        }
        else
        {
            await client.GetResponseAsync(messages, options).ConfigureAwait(false);
        }
    }
}
