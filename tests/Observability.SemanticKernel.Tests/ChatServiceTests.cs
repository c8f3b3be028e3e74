using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Model;
using Observability.Testing.OpenAI;

namespace Observability.SemanticKernel.Tests;

public sealed class ChatServiceTests
{
    private const string Key = "fast";

    [Fact]
    public async Task Direct_KeyedServiceWithTwoTools_EveryModelCallIsAGeneration()
    {
        await using var harness = await KernelHarness.StartAsync((builder, endpoint) => builder.AddOpenAIChatCompletion(KernelHarness.Model, endpoint, "key", serviceId: Key));
        var chat = harness.Kernel.GetRequiredService<IChatCompletionService>(Key);

        await chat.GetChatMessageContentsAsync(new ChatHistory("weather in two cities", AuthorRole.User), KernelHarness.AutoTools(), harness.Kernel);

        Assert.Equal("loop(gen, tool, tool, gen)", await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
    }

    [Fact]
    public async Task DirectStreaming_TwoTools_EveryModelCallIsAGeneration()
    {
        await using var harness = await KernelHarness.StartAsync();
        var chat = harness.Kernel.GetRequiredService<IChatCompletionService>();
        var text = "";

        await foreach (var update in chat.GetStreamingChatMessageContentsAsync(new ChatHistory("weather in two cities", AuthorRole.User), KernelHarness.AutoTools(concurrent: true), harness.Kernel))
        {
            text += update.Content;
        }

        Assert.Equal("Mild in all of them.", text);
        Assert.Equal("loop(gen, tool, tool, gen)", await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
        var loop = (await harness.ObservationsAsync()).Single(o => o.ParentId is null);
        Assert.Equal("Mild in all of them.", loop.Output!.ToElement().GetProperty("content").GetString());
    }

    [Fact]
    public async Task Direct_WithoutTools_IsOneGeneration()
    {
        await using var harness = await KernelHarness.StartAsync();

        await harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("hello", KernelHarness.AutoTools(), harness.Kernel);

        Assert.Equal("gen", await harness.TreeAsync());
    }

    [Fact]
    public async Task Direct_HistoryChangesAfterwards_InputIsWhatWasSent()
    {
        await using var harness = await KernelHarness.StartAsync();
        var history = new ChatHistory("You are kind.");
        history.AddUserMessage([new TextContent("What is this?"), new ImageContent(StubMedia.Png, "image/png")]);

        var answer = await harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(history);
        history.Add(answer);
        history.AddUserMessage("and more");

        var input = Assert.Single(await harness.ObservationsAsync()).Input!;
        Assert.Equal(["system", "user"], input.ToElement().EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Contains(MediaId.Of(StubMedia.Png).Value, input.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(StubMedia.PngBase64, input.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Direct_FilterTerminates_NoGenerationFollowsTheTool()
    {
        await using var harness = await KernelHarness.StartAsync();
        harness.Kernel.AutoFunctionInvocationFilters.Add(new TerminatingFilter());

        await harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("weather in one city", KernelHarness.AutoTools(), harness.Kernel);

        Assert.Equal("loop(gen, tool)", await harness.TreeAsync());
        Assert.Equal(60, await harness.InputTokensAsync());
    }

    [Fact]
    public async Task Direct_SecondModelCallFails_LoopAndThatGenerationFail()
    {
        await using var harness = await KernelHarness.StartAsync();
        harness.Kernel.AutoFunctionInvocationFilters.Add(new SabotagingFilter());
        var history = new ChatHistory("weather in one city", AuthorRole.User);

        await Assert.ThrowsAsync<HttpOperationException>(() =>
            harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(history, KernelHarness.AutoTools(), harness.Kernel));

        Assert.Equal("loop!(gen, tool, gen!)", await harness.TreeAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChatClientConnector_TwoTools_LoopHoldsToolsAndGenerations(bool streaming)
    {
        await using var harness = await KernelHarness.StartAsync((builder, endpoint) => builder.AddOpenAIChatClient(KernelHarness.Model, endpoint, "key"));

        if (streaming)
        {
            await foreach (var _ in harness.Kernel.InvokePromptStreamingAsync("weather in two cities", new(KernelHarness.AutoTools())))
            {
            }
        }
        else
        {
            await harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools()));
        }

        Assert.Equal("fn(render, loop(gen, tool, tool, gen))", await harness.TreeAsync());
        Assert.Equal(150, await harness.InputTokensAsync());
        Assert.All((await harness.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Tool), tool => Assert.Equal("Weather.get", tool.Name));
    }

    [Fact]
    public async Task ChatClientBehindAChatService_CountsTokensOnce()
    {
        await using var harness = await KernelHarness.StartAsync((builder, endpoint) =>
        {
            builder.AddOpenAIChatClient(KernelHarness.Model, endpoint, "key");
            builder.Services.AddSingleton(services => services.GetRequiredService<Microsoft.Extensions.AI.IChatClient>().AsChatCompletionService(services));
        });

        await harness.Kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync("hello");

        Assert.Equal(20, (await harness.ObservationsAsync()).Sum(o => o.Usage?.Input ?? 0));
    }

    private sealed class TerminatingFilter : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.Terminate = true;
        }
    }

    private sealed class SabotagingFilter : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.ChatHistory.AddUserMessage("bad request");
        }
    }
}
