using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Observability.Prompts;

namespace Observability.Tests.Prompts;

public sealed class TypedPromptTests
{
    [Fact]
    public async Task Get_ByType_BindsPropertiesToVariables()
    {
        await using var observability = InMemory();
        await observability.Prompts.CreateAsync(Draft("{{customer_name}}: {{question}}"));

        var prompt = await observability.Prompts.GetAsync<SupportAnswerPrompt>();

        Assert.Equal("system:Ana: why? user:hi", string.Join(' ', prompt.ToMessages(new("Ana", "why?", [new(ChatRole.User, "hi")])).Select(message => $"{message.Role}:{message.Text}")));
        Assert.Equal(1, prompt.Version.Version);
    }

    [Fact]
    public async Task Get_ByTypeWithoutAVariable_NamesBoth()
    {
        await using var observability = InMemory();
        await observability.Prompts.CreateAsync(Draft("{{customer_name}} {{order}} {{mood}}"));

        var refused = await Assert.ThrowsAsync<PromptTemplateException>(async () => await observability.Prompts.GetAsync<SupportAnswerPrompt>());

        Assert.Equal("Prompt support-answer v1 needs order, mood, for which SupportAnswerPrompt has no property.", refused.Message);
    }

    [Fact]
    public async Task Get_ByTypeWithAFallback_UsesItWithoutARegistry()
    {
        await using var observability = InMemory();

        Assert.Equal("Bye Ana", (await observability.Prompts.GetAsync<Farewell>()).Render(new("Ana")));
        Assert.Equal(PromptFault.NotFound, (await Assert.ThrowsAsync<PromptException>(async () => await observability.Prompts.GetAsync<SupportAnswerPrompt>())).Fault);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await observability.Prompts.GetAsync<string>());
    }

    [Theory]
    [InlineData("{{customer_name}}", true)]
    [InlineData("{{customer_nam}}", false)]
    public async Task Host_WithAPromptType_ChecksItAtStart(string template, bool starts)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddLlmObservability().UseInMemoryStore().AddPrompt<SupportAnswerPrompt>();
        using var host = builder.Build();
        await host.Services.GetRequiredService<IPromptRegistry>().CreateAsync(Draft(template));

        var failure = await Record.ExceptionAsync(() => host.StartAsync());

        Assert.Equal(starts, failure is null);
        if (failure is not null)
        {
            Assert.Contains("customer_nam,", Assert.IsType<PromptTemplateException>(failure).Message + ",", StringComparison.Ordinal);
        }

        await host.StopAsync();
    }

    private static LlmObservability InMemory() => LlmObservability.Create(new LlmObservabilityOptions().UseInMemoryStore(Guid.NewGuid().ToString()));

    private static PromptDraft Draft(string system) => new()
    {
        Name = "support-answer",
        Content = PromptContent.FromMessages(PromptMessage.System(system), PromptMessage.PlaceholderFor("history")),
        Labels = ["production"],
    };

    [Prompt("support-answer")]
    private sealed record SupportAnswerPrompt(string CustomerName, string Question, IReadOnlyList<ChatMessage> History);

    [Prompt("farewell", Fallback = "Bye {{name}}")]
    private sealed record Farewell(string Name);
}
