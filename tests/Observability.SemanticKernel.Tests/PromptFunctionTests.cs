using Microsoft.SemanticKernel;
using Observability.Model;

namespace Observability.SemanticKernel.Tests;

public sealed class PromptFunctionTests
{
    private const string LoopTree = "fn(render, loop(gen, tool, tool, gen))";

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Invoke_TwoTools_EveryModelCallIsAGeneration(bool useFirst, bool concurrent)
    {
        await using var harness = await KernelHarness.StartAsync(useFirst: useFirst);

        await harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools(concurrent)));

        Assert.Equal(LoopTree, await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
        Assert.All(await harness.ObservationsAsync(), o => Assert.Equal(ObservationStatus.Completed, o.Status));
    }

    [Fact]
    public async Task InvokeStreaming_TwoTools_EveryModelCallIsAGeneration()
    {
        await using var harness = await KernelHarness.StartAsync();

        await foreach (var _ in harness.Kernel.InvokePromptStreamingAsync("weather in two cities", new(KernelHarness.AutoTools())))
        {
        }

        Assert.Equal(LoopTree, await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
        Assert.All((await harness.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Generation), o => Assert.NotNull(o.FirstTokenTime));
    }

    [Fact]
    public async Task InvokeStreaming_OfString_KeepsTheTypeAndTheTree()
    {
        await using var harness = await KernelHarness.StartAsync();
        var text = "";

        await foreach (var chunk in harness.Kernel.InvokePromptStreamingAsync<string>("weather in one city", new(KernelHarness.AutoTools())))
        {
            text += chunk;
        }

        Assert.Equal("Mild in all of them.", text);
        Assert.Equal("fn(render, loop(gen, tool, gen))", await harness.TreeAsync());
        Assert.Equal(140, await harness.InputTokensAsync());
        var root = (await harness.ObservationsAsync()).Single(o => o.ParentId is null);
        Assert.Equal("\"Mild in all of them.\"", root.Output?.ToString());
    }

    [Fact]
    public async Task Invoke_TwoTools_EachObservationSaysWhatItDid()
    {
        await using var harness = await KernelHarness.StartAsync();

        await harness.Kernel.InvokePromptAsync("weather in {{$where}}", new(KernelHarness.AutoTools()) { ["where"] = "two cities" });

        var all = (await harness.ObservationsAsync()).OrderBy(o => o.StartTime).ToList();
        var root = all.Single(o => o.ParentId is null);
        Assert.Equal((ObservationKind.Chain, "InvokePromptAsync"), (root.Kind, root.Name));
        Assert.Equal("""{"where":"two cities"}""", root.Input?.ToString());
        Assert.Equal("\"Mild in all of them.\"", root.Output?.ToString());
        var render = all.Single(o => o.Name == "render");
        Assert.Equal("""{"where":"two cities"}""", render.Input?.ToString());
        Assert.Equal("\"weather in two cities\"", render.Output?.ToString());
        var tools = all.Where(o => o.Kind == ObservationKind.Tool).ToList();
        Assert.Equal(["""{"city":"Paris"}""", """{"city":"Tokyo"}"""], tools.Select(o => o.Input?.ToString()).Order());
        Assert.Equal(["\"mild in Paris\"", "\"mild in Tokyo\""], tools.Select(o => o.Output?.ToString()).Order());
        Assert.All(tools, o => Assert.Equal("Weather.get", o.Name));
        var generations = all.Where(o => o.Kind == ObservationKind.Generation).ToList();
        Assert.All(generations, o => Assert.Equal(($"chat {KernelHarness.Model}", KernelHarness.Model, "openai"), (o.Name, o.Model, o.Provider)));
        Assert.Equal(["tool_calls", "stop"], generations.Select(o => o.FinishReason));
        Assert.Equal([60L, 90L], generations.Select(o => o.Usage?.Input));
        Assert.Equal(1, generations[0].Input!.ToElement().GetArrayLength());
        Assert.Equal(2, generations[0].Output!.ToElement().GetProperty("tool_calls").GetArrayLength());
        Assert.Equal(["user", "assistant", "tool", "tool"], generations[1].Input!.ToElement().EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("Mild in all of them.", generations[1].Output!.ToElement().GetProperty("content").GetString());
        Assert.True(generations[1].StartTime >= tools.Max(o => o.EndTime));
        Assert.Single(all.Select(o => o.TraceId).Distinct());
    }

    [Fact]
    public async Task Invoke_ToolInvokesAPrompt_NestsTheInnerPrompt()
    {
        await using var harness = await KernelHarness.StartAsync();
        harness.Kernel.Plugins.Clear();
        harness.Kernel.Plugins.AddFromFunctions("Weather", [KernelFunctionFactory.CreateFromMethod(
            async (Kernel kernel, string city) => (await kernel.InvokePromptAsync($"hello {city}")).ToString(), "get")]);

        await harness.Kernel.InvokePromptAsync("weather in one city", new(KernelHarness.AutoTools()));

        Assert.Equal("fn(render, loop(gen, tool(fn(render, gen)), gen))", await harness.TreeAsync());
        Assert.Equal(60 + 20 + 80, await harness.InputTokensAsync());
    }

    [Fact]
    public async Task Invoke_ToolThrows_TheToolHasTheException()
    {
        await using var harness = await KernelHarness.StartAsync();
        harness.Kernel.Plugins.Clear();
        harness.Kernel.Plugins.AddFromFunctions("Weather", [KernelFunctionFactory.CreateFromMethod(
            string (string city) => throw new InvalidOperationException($"no weather in {city}"), "get")]);

        await harness.Kernel.InvokePromptAsync("weather in one city", new(KernelHarness.AutoTools()));

        Assert.Equal("fn(render, loop(gen, tool!, gen))", await harness.TreeAsync());
        var tool = (await harness.ObservationsAsync()).Single(o => o.Kind == ObservationKind.Tool);
        Assert.Equal(("no weather in Paris", typeof(InvalidOperationException).FullName), (tool.StatusMessage, tool.ErrorType));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invoke_ServerRefuses_FunctionAndGenerationFail(bool streaming)
    {
        await using var harness = await KernelHarness.StartAsync();

        // A stream lets the client's own exception through, a plain call Semantic Kernel's.
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(harness, "bad request", streaming));

        Assert.Equal("fn!(render, gen!)", await harness.TreeAsync());
        var generation = (await harness.ObservationsAsync()).Single(o => o.Kind == ObservationKind.Generation);
        Assert.Equal((ObservationLevel.Error, thrown.GetType().FullName), (generation.Level, generation.ErrorType));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invoke_CallerCancels_FunctionAndGenerationAreCancelled(bool streaming)
    {
        await using var harness = await KernelHarness.StartAsync();
        using var cancellation = new CancellationTokenSource();

        var call = RunAsync(harness, "hang", streaming, cancellation.Token);
        await harness.Server.WaitUntilHangingAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("fn~(render, gen~)", await harness.TreeAsync());
    }

    [Fact]
    public async Task InvokeStreaming_ConsumerBreaks_FunctionAndGenerationAreAbandoned()
    {
        await using var harness = await KernelHarness.StartAsync();

        await foreach (var _ in harness.Kernel.InvokePromptStreamingAsync("long story"))
        {
            break;
        }

        Assert.Equal("fn?(render, gen?)", await harness.TreeAsync());
        var generation = (await harness.ObservationsAsync()).Single(o => o.Kind == ObservationKind.Generation);
        Assert.Equal("word0", generation.Output!.ToElement().GetProperty("content").GetString());
    }

    [Fact]
    public async Task Invoke_RenderFilterAnswers_IsACacheHitWithoutGeneration()
    {
        await using var harness = await KernelHarness.StartAsync();
        harness.Kernel.PromptRenderFilters.Add(new AnsweringFilter());

        var result = await harness.Kernel.InvokePromptAsync("hello");

        Assert.Equal("from the cache", result.GetValue<string>());
        Assert.Equal("fn(render)", await harness.TreeAsync());
        Assert.True((await harness.ObservationsAsync()).Single(o => o.ParentId is null).IsCacheHit);
    }

    [Fact]
    public async Task InvokeStreaming_ServerSendsNoUsage_LeavesUsageToTheEstimate()
    {
        await using var harness = await KernelHarness.StartAsync();

        await RunAsync(harness, "without usage", streaming: true);

        var usage = (await harness.ObservationsAsync()).Single(o => o.Kind == ObservationKind.Generation).Usage;
        Assert.True(usage is null or { IsEstimated: true });
    }

    [Fact]
    public async Task Invoke_DetailedUsage_FillsTheLedger()
    {
        await using var harness = await KernelHarness.StartAsync();

        await RunAsync(harness, "cached reasoning", streaming: false);

        var usage = (await harness.ObservationsAsync()).Single(o => o.Kind == ObservationKind.Generation).Usage!;
        Assert.Equal((20L, 5L, 12L, 3L), (usage.Input, usage.Output, usage.CachedInput, usage.Reasoning));
    }

    private static async Task RunAsync(KernelHarness harness, string prompt, bool streaming, CancellationToken cancellationToken = default)
    {
        if (!streaming)
        {
            await harness.Kernel.InvokePromptAsync(prompt, cancellationToken: cancellationToken);
            return;
        }

        await foreach (var _ in harness.Kernel.InvokePromptStreamingAsync(prompt, cancellationToken: cancellationToken))
        {
        }
    }

    private sealed class AnsweringFilter : IPromptRenderFilter
    {
        public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
        {
            await next(context);
            context.Result = new FunctionResult(context.Function, "from the cache");
        }
    }
}
