using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Observability.Capture;
using Observability.Capture.Chat;
using Observability.Model;
using Observability.Testing;
using Observability.Testing.OpenAI;

namespace Observability.Tests.Capture.Chat;

public sealed class ChatCallTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Answered_IsAGenerationWithEverythingKnownOfIt(bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        var options = new ChatOptions { Temperature = 0.2f, MaxOutputTokens = 100, TopP = 0.9f };

        await AskAsync(client, [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello, cached reasoning?")], options, streaming);

        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal("chat gpt-4o", generation.Name);
        Assert.Equal("gpt-4o", generation.Model);
        Assert.Equal("openai", generation.Provider);
        Assert.Equal("stop", generation.FinishReason);
        Assert.Equal(ObservationStatus.Completed, generation.Status);
        Assert.Equal(30, generation.Usage!.Input);
        Assert.Equal(12, generation.Usage.CachedInput);
        Assert.Equal(5, generation.Usage.Output);
        Assert.Equal(3, generation.Usage.Reasoning);
        Assert.Null(generation.Usage.Total);
        Assert.Equal("""[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello, cached reasoning?"}]""", generation.Input!.ToString());
        Assert.Equal("""{"role":"assistant","content":"Hello there, how are you?"}""", generation.Output!.ToString());
        Assert.Equal(
            """{"temperature":0.2,"top_p":0.9,"max_tokens":100""" + (streaming ? ""","stream":true}""" : "}"),
            generation.Parameters!.ToString());
        Assert.Equal(streaming, generation.FirstTokenTime is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_RefusedByTheServer_IsFailedAndRethrown(bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);

        await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(client, "A bad request.", streaming));

        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal(ObservationStatus.Failed, generation.Status);
        Assert.Equal(ObservationLevel.Error, generation.Level);
        Assert.Equal(typeof(ClientResultException).FullName, generation.ErrorType);
        Assert.Contains("The stub was told to refuse.", generation.StatusMessage, StringComparison.Ordinal);
        Assert.NotNull(generation.Input);
        Assert.Null(generation.Usage);
    }

    [Theory]
    [InlineData("hang", false)]
    [InlineData("hang", true)]
    [InlineData("stall", true)]
    public async Task Call_CancelledByItsCaller_IsCancelledAndNoError(string question, bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        using var cancellation = new CancellationTokenSource();

        var call = AskAsync(client, question, streaming, cancellation.Token);
        await test.Server.WaitUntilHangingAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal(ObservationStatus.Cancelled, generation.Status);
        Assert.NotEqual(ObservationLevel.Error, generation.Level);
    }

    [Fact]
    public async Task Stream_ItsConsumerLeaves_IsAbandonedWithWhatHadArrived()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        var seen = 0;

        await foreach (var _ in client.GetStreamingResponseAsync("Tell a long story."))
        {
            if (++seen == 3)
            {
                break;
            }
        }

        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal(ObservationStatus.Abandoned, generation.Status);
        Assert.Equal("""{"role":"assistant","content":"word0 word1 word2"}""", generation.Output!.ToString());
    }

    [Fact]
    public async Task Stream_NobodyDisposes_IsSweptAsIncomplete()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var observability = new TestObservability(timeProvider: time);
        await using var test = await ChatCase.StartAsync();
        using var client = test.Leaf.AsBuilder().UseLlmObservability(observability.Instance).Build();
        var stream = client.GetStreamingResponseAsync("Tell a long story.").GetAsyncEnumerator();
        await stream.MoveNextAsync();

        time.Advance(TimeSpan.FromMinutes(9));
        var early = await observability.ObservationsAsync();
        time.Advance(TimeSpan.FromMinutes(3));

        Assert.Empty(early);
        var generation = Assert.Single(await observability.ObservationsAsync());
        Assert.Equal(ObservationStatus.Incomplete, generation.Status);
        await stream.DisposeAsync();
        Assert.Single(await observability.ObservationsAsync());
    }

    [Fact]
    public async Task Stream_EveryStep_RunsInsideItsScopeAndLeavesTheConsumersContextAlone()
    {
        await using var test = await ChatCase.StartAsync();
        var inside = new List<ObservationId?>();
        using var leaf = new AmbientProbe(test.Leaf, inside);
        using var client = leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
        var outside = new List<ObservationScope?>();

        using (var span = test.Observability.Instance.Tracer.StartSpan("consumer"))
        {
            await foreach (var _ in client.GetStreamingResponseAsync("Hello"))
            {
                outside.Add(LlmTrace.CurrentObservation);
            }

            Assert.All(outside, scope => Assert.Same(span, scope));
        }

        var generation = Assert.Single(await test.Observability.ObservationsAsync(), o => o.Kind == ObservationKind.Generation);
        Assert.NotEmpty(inside);
        Assert.All(inside, id => Assert.Equal(generation.Id, id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_AnsweredByACache_IsMarkedAsAHit(bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).UseDistributedCache(cache).Build();

        await AskAsync(client, "Hello", streaming);
        await AskAsync(client, "Hello", streaming);

        Assert.Single(test.Server.Requests);
        Assert.Equal([false, true], (await test.Observability.ObservationsAsync()).OrderBy(o => o.StartTime).Select(o => o.IsCacheHit));
    }

    [Fact]
    public async Task History_ChangedAfterTheCall_IsKeptAsItWas()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        List<ChatMessage> history = [new(ChatRole.User, "Hello")];

        await client.GetResponseAsync(history);
        history[0].Contents[0] = new TextContent("changed");
        history.Clear();

        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal("""[{"role":"user","content":"Hello"}]""", generation.Input!.ToString());
    }

    [Fact]
    public async Task Messages_OfASinglePassSequence_ReachTheModelOnceAndWhole()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        var enumerations = 0;
        IEnumerable<ChatMessage> Once()
        {
            Assert.Equal(1, ++enumerations);
            yield return new ChatMessage(ChatRole.User, "Hello");
        }

        await client.GetResponseAsync(Once());

        Assert.Equal("Hello", (string?)Assert.Single(test.Server.Requests)["messages"]![0]!["content"]);
    }

    [Fact]
    public async Task Content_SwitchedOff_IsNowhere()
    {
        await using var test = await ChatCase.StartAsync(o => o.CaptureContent = false);
        using var client = test.Leaf.AsBuilder().UseFunctionInvocation().UseLlmObservability(test.Observability.Instance).Build();

        await client.GetResponseAsync("What about two cities?", ChatCase.WithWeather);
        await AskAsync(client, "Hello", streaming: true);

        var observations = await test.Observability.ObservationsAsync();
        Assert.All(observations, o => Assert.Null(o.Input));
        Assert.All(observations, o => Assert.Null(o.Output));
        Assert.Equal(170, observations.Sum(o => o.Usage?.Input ?? 0));
    }

    [Fact]
    public async Task Media_InAMessage_LeavesThePayload()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = Observe(test);
        var message = new ChatMessage(ChatRole.User, [new TextContent("What is this?"), new DataContent(StubMedia.Png, "image/png")]);

        await client.GetResponseAsync([message]);

        var input = Assert.Single(await test.Observability.ObservationsAsync()).Input!.ToString();
        Assert.DoesNotContain(StubMedia.PngBase64[..20], input, StringComparison.Ordinal);
        Assert.Contains(new MediaReference(MediaId.Of(StubMedia.Png), "image/png").ToString(), input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_WithCaptureOff_IsReturnedUnchanged()
    {
        await using var test = await ChatCase.StartAsync(o => o.Enabled = false);
        using var leaf = test.Leaf;

        using var client = leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        Assert.Same(leaf, client);
    }

    [Fact]
    public async Task Client_ObservedTwice_IsCapturedOnce()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).ConfigureOptions(_ => { }).UseLlmObservability(test.Observability.Instance).Build();

        await client.GetResponseAsync("Hello");

        Assert.Equal(["gen"], await test.Observability.TreesAsync());
    }

    private static IChatClient Observe(ChatCase test) => test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

    private static Task AskAsync(IChatClient client, string question, bool streaming, CancellationToken cancellationToken = default) =>
        AskAsync(client, [new ChatMessage(ChatRole.User, question)], null, streaming, cancellationToken);

    private static async Task AskAsync(IChatClient client, IList<ChatMessage> messages, ChatOptions? options, bool streaming, CancellationToken cancellationToken = default)
    {
        if (!streaming)
        {
            await client.GetResponseAsync(messages, options, cancellationToken);
            return;
        }

        await foreach (var _ in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
        }
    }

    private sealed class AmbientProbe(IChatClient inner, List<ObservationId?> seen) : DelegatingChatClient(inner)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                seen.Add(LlmTrace.CurrentObservation?.Id);
                yield return update;
                seen.Add(LlmTrace.CurrentObservation?.Id);
            }
        }
    }
}
