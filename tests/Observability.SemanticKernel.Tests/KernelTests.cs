using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Model;
using Observability.Testing;
using Observability.Testing.OpenAI;

namespace Observability.SemanticKernel.Tests;

public sealed class KernelTests
{
    private const string LoopTree = "fn(render, loop(gen, tool, tool, gen))";

    [Fact]
    public async Task Clone_IsObservedToo()
    {
        await using var harness = await KernelHarness.StartAsync();

        await harness.Kernel.Clone().InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools()));

        Assert.Equal(LoopTree, await harness.TreeAsync());
    }

    [Fact]
    public async Task UseLlmObservability_CalledAgain_ObservesOnce()
    {
        await using var harness = await KernelHarness.StartAsync((builder, endpoint) =>
            builder.UseLlmObservability().AddOpenAIChatCompletion(KernelHarness.Model, endpoint, "key").UseLlmObservability());

        await harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools()));

        Assert.Equal(LoopTree, await harness.TreeAsync());
        Assert.Single(harness.Kernel.FunctionInvocationFilters);
    }

    [Fact]
    public async Task UseLlmObservability_CalledFirst_WarnsOnceThatDirectCallsAreNotSeen()
    {
        var log = new CollectingLoggerProvider();
        await using var server = await StubOpenAIServer.StartAsync();
        await using var observability = new TestObservability();
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(observability.Instance).AddLogging(logging => logging.AddProvider(log));
        builder.UseLlmObservability();
        builder.AddOpenAIChatCompletion(KernelHarness.Model, server.Endpoint, "key", serviceId: "late");

        var kernel = builder.Build();
        _ = kernel.Clone();
        await kernel.InvokePromptAsync("hello");

        var warning = Assert.Single(log.Messages, message => message.Contains("UseLlmObservability", StringComparison.Ordinal));
        Assert.Contains("IChatCompletionService \"late\"", warning, StringComparison.Ordinal);
        Assert.Equal("fn(render, gen)", Assert.Single(await observability.TreesAsync()));
    }

    [Fact]
    public async Task KernelUseLlmObservability_OfAFinishedKernel_ObservesPromptsAndDirectCalls()
    {
        await using var server = await StubOpenAIServer.StartAsync();
        await using var observability = new TestObservability();
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(observability.Instance);
        builder.AddOpenAIChatCompletion(KernelHarness.Model, server.Endpoint, "key");
        builder.Plugins.AddFromType<WeatherPlugin>("Weather");

        var kernel = builder.Build().UseLlmObservability();
        await kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools()));
        await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("hello");

        Assert.Same(kernel, kernel.UseLlmObservability());
        Assert.Equal([LoopTree, "gen"], await observability.TreesAsync());
    }

    [Fact]
    public async Task TwoKernels_SharingServices_EachHasItsOwnTraces()
    {
        await using var server = await StubOpenAIServer.StartAsync();
        await using var observability = new TestObservability();
        var services = new ServiceCollection().AddSingleton(observability.Instance);
        services.AddKernel().AddOpenAIChatCompletion(KernelHarness.Model, server.Endpoint, "key").UseLlmObservability();
        await using var provider = services.BuildServiceProvider();
        var first = provider.GetRequiredService<Kernel>();
        var second = provider.GetRequiredService<Kernel>();
        second.Plugins.AddFromType<WeatherPlugin>("Weather");

        await Task.WhenAll(
            first.InvokePromptAsync("hello"),
            second.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools())));

        Assert.NotSame(first, second);
        Assert.Equal(["fn(render, gen)", LoopTree], (await observability.TreesAsync()).Order());
    }

    [Fact]
    public async Task ParallelTraces_OfManyShapes_NothingMixes()
    {
        const int Rounds = 10;
        await using var harness = await KernelHarness.StartAsync();
        await using var mixed = await KernelHarness.StartAsync((builder, endpoint) => builder.AddOpenAIChatClient(KernelHarness.Model, endpoint, "key"));

        await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(_ => new Task[]
        {
            harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools(concurrent: true))),
            ReadAsync(harness.Kernel.InvokePromptStreamingAsync("weather in one city", new(KernelHarness.AutoTools()))),
            harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("hello"),
            mixed.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools())),
        }));

        var trees = (await harness.TreesAsync()).CountBy(tree => tree).ToDictionary();
        Assert.Equal(new() { [LoopTree] = Rounds, ["fn(render, loop(gen, tool, gen))"] = Rounds, ["gen"] = Rounds }, trees);
        Assert.Equal(new() { [LoopTree] = Rounds }, (await mixed.TreesAsync()).CountBy(tree => tree).ToDictionary());
        Assert.Equal(Rounds * (150 + 140 + 20), await harness.InputTokensAsync());
    }

    [Fact]
    public async Task Disabled_NothingIsWrappedOrWritten()
    {
        await using var harness = await KernelHarness.StartAsync(configure: options => options.Enabled = false);

        await harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools()));

        Assert.IsType<Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIChatCompletionService>(harness.Kernel.GetRequiredService<IChatCompletionService>());
        Assert.Empty(await harness.ObservationsAsync());
    }

    [Fact]
    public async Task ContentOff_TimingAndTokensStay()
    {
        await using var harness = await KernelHarness.StartAsync(configure: options => options.CaptureContent = false);

        await harness.Kernel.InvokePromptAsync("weather in {{$where}}", new(KernelHarness.AutoTools()) { ["where"] = "two cities" });

        Assert.Equal(LoopTree, await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
        Assert.All(await harness.ObservationsAsync(), o => Assert.Equal((null, null), (o.Input, o.Output)));
    }

    [Fact]
    public async Task HostileArguments_NeverReachTheApplication()
    {
        await using var harness = await KernelHarness.StartAsync();
        var cyclic = new Cyclic();
        cyclic.Self = cyclic;

        var result = await harness.Kernel.InvokePromptAsync("hello {{$name}}", new() { ["name"] = "Ana", ["cyclic"] = cyclic, ["nothing"] = null, ["kernel"] = harness.Kernel });

        Assert.Equal("Hello there, how are you?", result.GetValue<string>());
        Assert.Equal("fn(render, gen)", await harness.TreeAsync());
    }

    [Fact]
    public async Task Scope_AroundAPrompt_HoldsItAndGivesItsAttributes()
    {
        await using var harness = await KernelHarness.StartAsync();

        using (Observability.Capture.LlmTrace.BeginAttributes(new() { UserId = "ana", SessionId = "s1", Tags = ["vip"] }))
        using (harness.Observability.Tracer.StartAgent("desk"))
        {
            await harness.Kernel.InvokePromptAsync("hello");
        }

        Assert.Equal("agent(fn(render, gen))", await harness.TreeAsync());
        Assert.All(await harness.ObservationsAsync(), o => Assert.Equal((new UserId("ana"), new SessionId("s1")), (o.UserId, o.SessionId)));
    }

    private static async Task<string> ReadAsync(IAsyncEnumerable<StreamingKernelContent> stream) => string.Concat(await stream.ToListAsync());

    private sealed class Cyclic
    {
        public Cyclic? Self { get; set; }

        public string Throws => throw new InvalidOperationException("A getter failed.");
    }
}
