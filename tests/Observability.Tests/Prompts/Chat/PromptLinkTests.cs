using Microsoft.Extensions.AI;
using Observability.Model;
using Observability.Prompts;
using Observability.Tests.Capture.Chat;

namespace Observability.Tests.Prompts.Chat;

/// <summary>Generations know the prompt they were made from, and providers do not.</summary>
public sealed class PromptLinkTests
{
    private static readonly PromptLink Link = new("support-answer", 3, "production");

    private static readonly PromptVersion Prompt = SomePrompt.Of(
        PromptContent.FromMessages(PromptMessage.System("You help {{name}}."), PromptMessage.User("What about {{count}} cities?")), """{"temperature":0.5}""", "production");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Generations_OfMessages_CarryPromptAndVariables(bool streaming, bool loop)
    {
        await using var test = await ChatCase.StartAsync();
        var builder = test.Leaf.AsBuilder();
        using var client = (loop ? builder.UseFunctionInvocation() : builder).UseLlmObservability(test.Observability.Instance).Build();

        await AskAsync(client, Prompt.ToMessages(new { Name = "Ana", Count = "two" }), loop ? ChatCase.WithWeather : null, streaming);

        var generations = (await test.Observability.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Generation).ToList();
        Assert.Equal(loop ? 2 : 1, generations.Count);
        Assert.All(generations, generation => Assert.Equal(Link, generation.Prompt));
        Assert.All(generations, generation => Assert.Equal("""{"name":"Ana","count":"two"}""", generation.Metadata!.ToElement().GetProperty("promptVariables").GetRawText()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Generations_OfOptions_CarryThePromptThroughTheLoop(bool streaming)
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.Leaf.AsBuilder().ConfigureOptions(options => options.MaxOutputTokens = 50).UseFunctionInvocation().UseLlmObservability(test.Observability.Instance).Build();
        var options = Prompt.ToChatOptions(ChatCase.WithWeather.Tools);

        await AskAsync(client, [new ChatMessage(ChatRole.User, "What about two cities?")], options, streaming);

        var generations = (await test.Observability.ObservationsAsync()).Where(o => o.Kind == ObservationKind.Generation).ToList();
        Assert.Equal(2, generations.Count);
        Assert.All(generations, generation => Assert.Equal(Link, generation.Prompt));
    }

    [Fact]
    public async Task Provider_WithOrWithoutAnObserver_NeverSeesThePrompt()
    {
        await using var test = await ChatCase.StartAsync();
        using var observed = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        foreach (var client in new[] { observed, test.Leaf })
        {
            var messages = Prompt.ToMessages(new { Name = "Ana", Count = "two" });
            var options = Prompt.ToChatOptions();
            await client.GetResponseAsync(messages, options);
            Assert.Null(options.AdditionalProperties);
            Assert.All(messages, message => Assert.Null(message.AdditionalProperties));
        }

        Assert.All(test.Server.Requests, request => Assert.DoesNotContain("support-answer", request.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variables_WithoutContentCapture_AreNotKept()
    {
        await using var test = await ChatCase.StartAsync(options => options.CaptureContent = false);
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();

        await client.GetResponseAsync(Prompt.ToMessages(new { Name = "Ana", Count = "one" }));

        var generation = Assert.Single(await test.Observability.ObservationsAsync());
        Assert.Equal(Link, generation.Prompt);
        Assert.DoesNotContain("Ana", generation.Metadata?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversation_ThatBeganWithAPrompt_StaysLinked()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
        var messages = Prompt.ToMessages(new { Name = "Ana", Count = "no" });

        messages.Add(new ChatMessage(ChatRole.Assistant, "hello"));
        messages.Add(new ChatMessage(ChatRole.User, "again"));
        await client.GetResponseAsync(messages);
        await client.GetResponseAsync("something else");

        Assert.Equal([Link, null], (await test.Observability.ObservationsAsync()).OrderBy(o => o.StartTime).Select(o => o.Prompt));
    }

    private static async Task AskAsync(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, bool streaming)
    {
        if (streaming)
        {
            await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
        }
        else
        {
            await client.GetResponseAsync(messages, options);
        }
    }
}
