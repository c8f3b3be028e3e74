using System.ClientModel;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Testing;
using OpenAI;

namespace Observability.SemanticKernel.Tests;

/// <summary>Everything that captures, at once in one process, into one pipeline.</summary>
public sealed class MixedTracesTests
{
    private const int Rounds = 8;

    [Fact]
    public async Task FortyTracesOfFiveKinds_InParallel_AreFortyRightTrees()
    {
        await using var harness = await KernelHarness.StartAsync();
        var openAI = new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = harness.Server.Endpoint });
        var weather = AIFunctionFactory.Create((string city) => $"mild in {city}", "get_weather");
        using var chat = openAI.GetChatClient(KernelHarness.Model).AsIChatClient().AsBuilder()
            .UseFunctionInvocation().UseLlmObservability(harness.Observability).Build();
        using var bare = openAI.GetChatClient(KernelHarness.Model).AsIChatClient();
        var agent = new ChatClientAgent(bare, "You know the weather.", "WeatherAgent", tools: [weather])
            .AsBuilder().UseLlmObservability(harness.Observability).Build();
        using var embeddings = openAI.GetEmbeddingClient("text-embedding-3-small").AsIEmbeddingGenerator().AsBuilder()
            .UseLlmObservability(harness.Observability).Build();

        await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(round => new Func<Task>[]
        {
            () => harness.Kernel.InvokePromptAsync("weather in two cities", new(KernelHarness.AutoTools())),
            () => DrainAsync(harness.Kernel.InvokePromptStreamingAsync("weather in one city", new(KernelHarness.AutoTools()))),
            () => chat.GetResponseAsync("weather in two cities", new ChatOptions { Tools = [weather] }),
            () => DrainAsync(agent.RunStreamingAsync($"weather in two cities, round {round}")),
            () => embeddings.GenerateAsync([$"round {round}"]),
        }).Select(Task.Run));

        var observations = await harness.ObservationsAsync();
        var trees = TraceTree.Draw(observations).CountBy(tree => tree).ToDictionary();
        Assert.Equal(
            new()
            {
                ["fn(render, loop(gen, tool, tool, gen))"] = Rounds,
                ["fn(render, loop(gen, tool, gen))"] = Rounds,
                ["loop(gen, tool, tool, gen)"] = Rounds,
                ["agent(gen, tool, tool, gen)"] = Rounds,
                ["embedding"] = Rounds,
            },
            trees);
        Assert.Equal(Rounds * (150 + 140 + 150 + 170), observations.Where(o => o.Kind == ObservationKind.Generation).Sum(o => o.Usage!.Input));
    }

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var _ in stream)
        {
        }
    }
}
