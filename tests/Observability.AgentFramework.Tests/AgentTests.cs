using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Storage.InMemory;
using Observability.Testing;
using Observability.Testing.OpenAI;
using OpenAI;

namespace Observability.AgentFramework.Tests;

public sealed class AgentTests : IAsyncLifetime
{
    private readonly TestObservability _observability = new();
    private StubOpenAIServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await StubOpenAIServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _observability.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Run_WithTwoTools_HasItsWholeTreeAndEveryToken(bool clientIsObserved, bool streaming)
    {
        var agent = Build(clientIsObserved);

        await RunAsync(agent, "What about two cities?", streaming);

        var observations = await _observability.ObservationsAsync();
        Assert.Equal(["agent(gen, tool, tool, gen)"], TraceTree.Draw(observations));
        Assert.Equal(170, observations.Sum(o => o.Usage?.Input ?? 0));
        Assert.Equal(14, observations.Sum(o => o.Usage?.Output ?? 0));
        Assert.All(observations, o => Assert.Equal(ObservationStatus.Completed, o.Status));
        var run = Assert.Single(observations, o => o.Kind == ObservationKind.Agent);
        Assert.Equal("WeatherAgent", run.Name);
        Assert.Null(run.Usage);
        Assert.Equal("What about two cities?", run.Input!.ToElement()[0].GetProperty("content").GetString());
        Assert.Contains("Mild in all of them.", run.Output!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WithInstructionsFromTheRegistry_LinksEveryGeneration(bool streaming)
    {
        var registry = new CatalogPromptRegistry(new InMemoryTraceStore(), ProjectId.Default, TimeProvider.System);
        await registry.CreateAsync(new PromptDraft { Name = "instructions", Content = "Be {{tone}}.", Config = Payload.Parse("""{"temperature":0.25}"""), Labels = ["production"] });
        var options = (await registry.GetAsync("instructions")).ToAgentOptions(new Dictionary<string, object?> { ["tone"] = "kind" }, [AIFunctionFactory.Create((string city) => $"mild in {city}", "get_weather")]);
        var agent = new ChatClientAgent(Leaf(), options).AsBuilder().UseLlmObservability(_observability.Instance).Build();

        await RunAsync(agent, "What about two cities?", streaming);

        var generations = (await _observability.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Generation).ToList();
        Assert.Equal(2, generations.Count);
        Assert.All(generations, o => Assert.Equal((new PromptLink("instructions", 1, "production"), "kind"), (o.Prompt, o.Metadata!.ToElement().GetProperty("promptVariables").GetProperty("tone").GetString())));
        Assert.All(_server.Requests, sent => Assert.Equal((0.25, "Be kind."), ((double)sent["temperature"]!, (string)sent["messages"]![0]!["content"]!)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_WithoutAFunctionLoop_HasItsGeneration(bool streaming)
    {
        var agent = new ChatClientAgent(Leaf(), new ChatClientAgentOptions { Name = "Plain", UseProvidedChatClientAsIs = true })
            .AsBuilder().UseLlmObservability(_observability.Instance).Build();

        await RunAsync(agent, "Hello", streaming);

        Assert.Equal(["agent(gen)"], await _observability.TreesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ThatFails_FailsWithItsGeneration(bool streaming)
    {
        var agent = Build(clientIsObserved: false);

        await Assert.ThrowsAsync<ClientResultException>(() => RunAsync(agent, "A bad request.", streaming));

        Assert.Equal(["agent!(gen!)"], await _observability.TreesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_Cancelled_IsCancelledWithItsGeneration(bool streaming)
    {
        var agent = Build(clientIsObserved: false);
        using var cancellation = new CancellationTokenSource();

        var run = RunAsync(agent, "hang", streaming, cancellation.Token);
        await _server.WaitUntilHangingAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["agent~(gen~)"], await _observability.TreesAsync());
    }

    [Fact]
    public async Task Stream_ItsConsumerLeaves_IsAbandonedThroughout()
    {
        var agent = Build(clientIsObserved: false);

        await foreach (var _ in agent.RunStreamingAsync("Tell a long story."))
        {
            break;
        }

        Assert.Equal(["agent?(gen?)"], await _observability.TreesAsync());
    }

    [Fact]
    public async Task Runs_FortyInParallelPlainAndStreaming_AreFortyRightTrees()
    {
        var agent = Build(clientIsObserved: false);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => RunAsync(agent, $"Question {i} about two cities", streaming: i % 2 == 0)));

        var observations = await _observability.ObservationsAsync();
        Assert.Equal(Enumerable.Repeat("agent(gen, tool, tool, gen)", 40), TraceTree.Draw(observations));
        Assert.Equal(40 * 170, observations.Sum(o => o.Usage?.Input ?? 0));
    }

    [Fact]
    public async Task Session_SaidByTheApplication_IsOnEveryObservation()
    {
        var agent = Build(clientIsObserved: false);
        using (LlmTrace.BeginAttributes(new TraceAttributes { SessionId = "chat-7", UserId = "ada" }))
        {
            await agent.RunAsync("What about one city?", await agent.CreateSessionAsync());
        }

        await agent.RunAsync("Hello", await agent.CreateSessionAsync());

        var observations = await _observability.ObservationsAsync();
        var sessions = observations.GroupBy(o => o.TraceId).OrderByDescending(g => g.Count()).Select(g => g.Select(o => o.SessionId?.Value).Distinct().Single());
        Assert.Equal(["chat-7", null], sessions);
    }

    [Fact]
    public async Task Agent_UsedAsATool_IsInsideThatTool()
    {
        var inner = new ChatClientAgent(Leaf(), name: "Inner").AsBuilder().UseLlmObservability(_observability.Instance).Build();
        var outer = new ChatClientAgent(Leaf(), name: "Outer", tools: [AIFunctionFactory.Create(async (string city) => (await inner.RunAsync($"Describe {city}.")).Text, "describe")]).AsBuilder().UseLlmObservability(_observability.Instance).Build();

        await outer.RunAsync("What about one city?");

        Assert.Equal(["agent(gen, tool(agent(gen)), gen)"], await _observability.TreesAsync());
    }

    [Fact]
    public void Agent_ObservedTwice_IsWrappedOnce()
    {
        var agent = Build(clientIsObserved: false);

        var again = agent.AsBuilder().UseLlmObservability(_observability.Instance).Build();

        Assert.Same(agent, again);
    }

    private IChatClient Leaf() => new OpenAIClient(
        new ApiKeyCredential("none"),
        new OpenAIClientOptions { Endpoint = _server.Endpoint, RetryPolicy = new ClientRetryPolicy(0) }).GetChatClient("gpt-4o").AsIChatClient();

    private AIAgent Build(bool clientIsObserved)
    {
        var client = clientIsObserved ? Leaf().AsBuilder().UseLlmObservability(_observability.Instance).Build() : Leaf();
        return new ChatClientAgent(client, "You know the weather.", "WeatherAgent", tools: [AIFunctionFactory.Create((string city) => $"mild in {city}", "get_weather")])
            .AsBuilder().UseLlmObservability(_observability.Instance).Build();
    }

    private static async Task RunAsync(AIAgent agent, string question, bool streaming, CancellationToken cancellationToken = default)
    {
        if (!streaming)
        {
            await agent.RunAsync(question, cancellationToken: cancellationToken);
            return;
        }

        await foreach (var _ in agent.RunStreamingAsync(question, cancellationToken: cancellationToken))
        {
        }
    }
}
