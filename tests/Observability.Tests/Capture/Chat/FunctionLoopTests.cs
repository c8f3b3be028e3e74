using Microsoft.Extensions.AI;
using Observability.Model;
using Observability.Testing;

namespace Observability.Tests.Capture.Chat;

public sealed class FunctionLoopTests
{
    public enum Observers
    {
        Inside,
        Both,
        Outside,
    }

    public static TheoryData<Observers, bool, bool, string> Trees => new()
    {
        { Observers.Inside, false, false, "loop(gen, tool, tool, gen)" },
        { Observers.Inside, true, false, "loop(gen, tool, tool, gen)" },
        { Observers.Inside, false, true, "loop(gen, tool, tool, gen)" },
        { Observers.Inside, true, true, "loop(gen, tool, tool, gen)" },
        { Observers.Both, false, false, "loop(gen, tool, tool, gen)" },
        { Observers.Both, true, false, "loop(gen, tool, tool, gen)" },
        { Observers.Both, false, true, "loop(gen, tool, tool, gen)" },
        { Observers.Both, true, true, "loop(gen, tool, tool, gen)" },
        { Observers.Outside, false, false, "loop(tool, tool)" },
        { Observers.Outside, true, false, "loop(tool, tool)" },
        { Observers.Outside, true, true, "loop(tool, tool)" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Loop_TwoTools_HasItsWholeTreeAndEveryToken(Observers observers, bool streaming, bool concurrent, string tree)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, observers, concurrent);

        await AskAsync(client, "What about two cities?", streaming);

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal([tree], TraceTree.Draw(observations));
        Assert.Equal(150, observations.Sum(o => o.Usage?.Input ?? 0));
        Assert.Equal(14, observations.Sum(o => o.Usage?.Output ?? 0));
        Assert.All(observations, o => Assert.Equal(ObservationStatus.Completed, o.Status));
        Assert.Single(observations, o => o.ParentId is null);
    }

    [Theory]
    [InlineData(Observers.Inside, false)]
    [InlineData(Observers.Inside, true)]
    [InlineData(Observers.Both, false)]
    [InlineData(Observers.Both, true)]
    public async Task Tools_WhereverObserved_HaveArgumentsAndResult(Observers observers, bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, observers);

        await AskAsync(client, "What about two cities?", streaming);

        var tools = (await test.Observability.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Tool).ToList();
        Assert.All(tools, tool => Assert.Equal("get_weather", tool.Name));
        Assert.Equal(["""{"city":"Paris"}""", """{"city":"Tokyo"}"""], tools.Select(tool => tool.Input!.ToString()).Order());
        Assert.Equal(["\"mild in Paris\"", "\"mild in Tokyo\""], tools.Select(tool => tool.Output!.ToString()).Order());
    }

    [Theory]
    [InlineData(Observers.Inside, false)]
    [InlineData(Observers.Inside, true)]
    [InlineData(Observers.Both, false)]
    [InlineData(Observers.Both, true)]
    public async Task Loops_TwentyInParallel_AreTwentyRightTrees(Observers observers, bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, observers);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(client, $"Question {i} about two cities", streaming)));

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal(Enumerable.Repeat("loop(gen, tool, tool, gen)", 20), TraceTree.Draw(observations));
        foreach (var trace in observations.GroupBy(o => o.TraceId))
        {
            var questions = trace.Where(o => o.Kind == ObservationKind.Generation).Select(o => o.Input!.ToElement()[0].GetProperty("content").GetString()).Distinct();
            Assert.Single(questions);
        }
    }

    [Fact]
    public async Task Loops_ThousandsOnAllThreads_NeverGiveUpOneAnother()
    {
        await using var test = await ChatCase.StartAsync();
        using var scripted = new SameIdChatClient();
        using var client = scripted.AsBuilder().UseFunctionInvocation().UseLlmObservability(test.Observability.Instance).Build();

        await Parallel.ForAsync(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellation) =>
            await client.GetResponseAsync($"Question {i}", ChatCase.WithWeather, cancellation));

        var observations = await test.Observability.ObservationsAsync();
        Assert.DoesNotContain(observations, o => o.Status == ObservationStatus.Incomplete);
    }

    [Fact]
    public async Task Loops_WhoseProviderRepeatsCallIds_AreStillToldApart()
    {
        await using var test = await ChatCase.StartAsync();
        using var scripted = new SameIdChatClient();
        using var client = scripted.AsBuilder().UseFunctionInvocation().UseLlmObservability(test.Observability.Instance).Build();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.GetResponseAsync($"Question {i}", ChatCase.WithWeather)));

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal(Enumerable.Repeat("loop(gen, tool, gen)", 20), TraceTree.Draw(observations));
    }

    [Theory]
    [InlineData(Observers.Inside)]
    [InlineData(Observers.Both)]
    public async Task Tool_ThatThrows_IsFailedWithItsException(Observers observers)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, observers);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(string (string city) => throw new InvalidOperationException($"No weather in {city}."), "get_weather")] };

        await client.GetResponseAsync("What about one city?", options);

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal(["loop(gen, tool!, gen)"], TraceTree.Draw(observations));
        var tool = Assert.Single(observations, o => o.Kind == ObservationKind.Tool);
        Assert.Equal("No weather in Paris.", tool.StatusMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, tool.ErrorType);
    }

    [Theory]
    [InlineData(Observers.Inside)]
    [InlineData(Observers.Both)]
    public async Task Tool_ThatAsksAModel_HasThatCallInside(Observers observers)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, observers);
        var options = new ChatOptions
        {
            Tools = [AIFunctionFactory.Create(async (string city) => (await client.GetResponseAsync($"Describe {city}.")).Text, "describe")],
        };

        await client.GetResponseAsync("What about one city?", options);

        var expected = observers == Observers.Inside ? "loop(gen, tool(gen), gen)" : "loop(gen, tool(loop(gen)), gen)";
        Assert.Equal([expected], await test.Observability.TreesAsync());
    }

    [Fact]
    public async Task Loop_InsideAUsersSpan_BelongsToIt()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Build(test, Observers.Inside);

        await test.Observability.Instance.Tracer.ObserveAsync("answer", () => client.GetResponseAsync("What about two cities?", ChatCase.WithWeather));

        Assert.Equal(["span(loop(gen, tool, tool, gen))"], await test.Observability.TreesAsync());
    }

    [Fact]
    public async Task Loop_WithTheApplicationsOwnInvoker_CallsItToo()
    {
        await using var test = await ChatCase.StartAsync();
        var invoked = 0;
        using var client = test.Leaf.AsBuilder()
            .UseLlmObservability(test.Observability.Instance)
            .UseFunctionInvocation(configure: loop => loop.FunctionInvoker = (context, token) =>
            {
                Interlocked.Increment(ref invoked);
                return context.Function.InvokeAsync(context.Arguments, token);
            })
            .Build();

        await AskAsync(client, "What about two cities?", streaming: false);

        Assert.Equal(2, invoked);
        Assert.Equal(["loop(tool, tool)"], await test.Observability.TreesAsync());
    }

    [Fact]
    public async Task Loop_NobodyContinues_IsWrittenWhenTheProcessStops()
    {
        var test = await ChatCase.StartAsync();
        var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        await client.GetResponseAsync("What about one city?", ChatCase.WithWeather);
        await test.DisposeAsync();

        Assert.Equal(["loop(gen, tool…)"], TraceTree.Draw(test.Observability.Writer.Observations));
    }

    private static IChatClient Build(ChatCase test, Observers observers, bool concurrent = false)
    {
        var builder = test.Leaf.AsBuilder();
        if (observers is Observers.Both or Observers.Outside)
        {
            builder.UseLlmObservability(test.Observability.Instance);
        }

        builder.UseFunctionInvocation(configure: loop => loop.AllowConcurrentInvocation = concurrent);
        if (observers is Observers.Both or Observers.Inside)
        {
            builder.UseLlmObservability(test.Observability.Instance);
        }

        return builder.Build();
    }

    private static async Task AskAsync(IChatClient client, string question, bool streaming)
    {
        if (!streaming)
        {
            await client.GetResponseAsync(question, ChatCase.WithWeather);
            return;
        }

        await foreach (var _ in client.GetStreamingResponseAsync(question, ChatCase.WithWeather))
        {
        }
    }
}
