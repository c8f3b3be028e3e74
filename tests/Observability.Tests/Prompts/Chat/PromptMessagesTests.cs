using Microsoft.Extensions.AI;
using Observability.Prompts;

namespace Observability.Tests.Prompts.Chat;

public sealed class PromptMessagesTests
{
    private static readonly PromptContent Content = PromptContent.FromMessages(
        PromptMessage.System("You help {{name}}."), PromptMessage.PlaceholderFor("history"), PromptMessage.User("{{question}}"));

    [Fact]
    public void ToMessages_ChatPrompt_FillsVariablesAndPlaceholders()
    {
        ChatMessage[] history = [new(ChatRole.User, "hi {{name}}"), new(ChatRole.Assistant, "hello")];

        var messages = SomePrompt.Of(Content).ToMessages(new { Name = "Ana", Question = "why?", History = history });

        Assert.Equal("system:You help Ana. user:hi {{name}} assistant:hello user:why?", string.Join(' ', messages.Select(message => $"{message.Role}:{message.Text}")));
        Assert.Same(history[0], messages[1]);
    }

    [Fact]
    public void ToMessages_TextPrompt_IsOneMessageOfTheUser()
    {
        var message = Assert.Single(SomePrompt.Of("Hi {{name}}").ToMessages(new { Name = "Ana" }));

        Assert.Equal((ChatRole.User, "Hi Ana"), (message.Role, message.Text));
    }

    [Fact]
    public void ToMessages_Placeholder_TakesOneSeveralOrNone()
    {
        var prompt = SomePrompt.Of(PromptContent.FromMessages(PromptMessage.PlaceholderFor("history")));

        Assert.Empty(prompt.ToMessages(new Dictionary<string, object?> { ["history"] = null }));
        Assert.Single(prompt.ToMessages(new Dictionary<string, object?> { ["history"] = new ChatMessage(ChatRole.User, "x") }));
        Assert.Single(prompt.ToMessages(new Dictionary<string, object?> { ["history"] = new[] { PromptMessage.User("x") } }));
        Assert.Equal("history", Assert.Throws<PromptTemplateException>(() => prompt.ToMessages()).Variable);
        Assert.Equal("history", Assert.Throws<PromptTemplateException>(() => prompt.ToMessages(new Dictionary<string, object?> { ["history"] = 5 })).Variable);
    }

    [Fact]
    public void ToChatOptions_ReadsTheConfigurationInBothCases()
    {
        var tool = AIFunctionFactory.Create(() => "mild", "get_weather");
        const string Config = """
            {"model":"gpt-4o","temperature":0.5,"topP":0.9,"max_tokens":100,"stop":["a"],"seed":7,"frequencyPenalty":0.1,"presence_penalty":0.2,
             "response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}},
             "tools":["get_weather",{"type":"function","function":{"name":"book","description":"Books.","parameters":{"type":"object"}}}],
             "tool_choice":{"type":"function","function":{"name":"book"}},"parallel_tool_calls":false,"anything":{"else":1}}
            """;

        var options = SomePrompt.Of("x", Config).ToChatOptions([tool]);

        Assert.Equal(("gpt-4o", 0.5f, 0.9f, 100, 7L), (options.ModelId, options.Temperature, options.TopP, options.MaxOutputTokens, options.Seed));
        Assert.Equal((0.1f, 0.2f, false), (options.FrequencyPenalty, options.PresencePenalty, options.AllowMultipleToolCalls));
        Assert.Equal(["a"], options.StopSequences!);
        Assert.Equal("answer", Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat).SchemaName);
        Assert.Same(tool, options.Tools![0]);
        Assert.Equal("book", Assert.IsAssignableFrom<AIFunctionDeclaration>(options.Tools[1]).Name);
        Assert.Equal(ChatToolMode.RequireSpecific("book"), options.ToolMode);
        Assert.Null(options.AdditionalProperties);
    }

    [Theory]
    [InlineData("""{"temperature":"hot"}""", "temperature")]
    [InlineData("""{"max_tokens":1.5}""", "max_output_tokens")]
    [InlineData("""{"tools":["unknown"]}""", "unknown")]
    [InlineData("""{"response_format":{"type":"json_schema"}}""", "response_format")]
    [InlineData("""{"tool_choice":5}""", "tool_choice")]
    public void ToChatOptions_WrongValue_IsNamed(string config, string name) =>
        Assert.Contains(name, Assert.Throws<PromptTemplateException>(() => SomePrompt.Of("x", config).ToChatOptions()).Message, StringComparison.Ordinal);

    [Fact]
    public void ToChatOptions_NothingConfigured_OffersAllTools() => Assert.Single(SomePrompt.Of("x").ToChatOptions([AIFunctionFactory.Create(() => 1, "one")]).Tools!);
}
