using Observability.Prompts;

namespace Observability.Tests.Prompts;

public sealed class PromptRenderingTests
{
    [Fact]
    public void Render_TextPrompt_TakesDictionariesAndObjects()
    {
        var prompt = SomePrompt.Of("{{customer_name}} asks: {{question}}");

        Assert.Equal(["customer_name", "question"], prompt.Variables);
        Assert.Equal("Ana asks: why?", prompt.Render(new Dictionary<string, object?> { ["customer_name"] = "Ana", ["question"] = "why?", ["more"] = 1 }));
        Assert.Equal("Ana asks: why?", prompt.Render(new { CustomerName = "Ana", Question = "why?", More = 1 }));
        Assert.Equal("Ana asks: why?", prompt.Render(new Dictionary<string, string> { ["customer_name"] = "Ana", ["question"] = "why?" }));
        Assert.Equal("question", Assert.Throws<PromptTemplateException>(() => prompt.Render(new { CustomerName = "Ana" })).Variable);
    }

    [Theory]
    [InlineData("""{"templateFormat":"handlebars"}""", "{{#if name}}Hi {{name}}{{/if}}", "Hi <Ana>")]
    [InlineData("""{"templateFormat":"liquid"}""", "{% if name %}Hi {{ name }}{% endif %}", "Hi <Ana>")]
    [InlineData("""{"templateFormat":"mustache"}""", "Hi {{name}}", "Hi <Ana>")]
    [InlineData("""{"templateEncoding":"xml"}""", "Hi {{name}}", "Hi &lt;Ana&gt;")]
    [InlineData("[1]", "Hi {{name}}", "Hi <Ana>")]
    public void Render_AsTheConfigurationSays(string config, string template, string expected) =>
        Assert.Equal(expected, SomePrompt.Of(template, config).Render(new { Name = "<Ana>" }));

    [Theory]
    [InlineData("""{"templateFormat":"jinja2"}""", "jinja2")]
    [InlineData("""{"templateEncoding":"rot13"}""", "rot13")]
    public void Render_UnknownFormat_SaysWhichThereAre(string config, string word)
    {
        var refused = Assert.Throws<PromptTemplateException>(() => SomePrompt.Of("x", config).Render());

        Assert.Contains($"'{word}'. Use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ChatPrompt_PointsToMessages() =>
        Assert.Contains("ToMessages", Assert.Throws<InvalidOperationException>(() => SomePrompt.Of(PromptContent.FromMessages(PromptMessage.User("x"))).Render()).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_ObjectWhoseGetterThrows_IsATemplateException() =>
        Assert.IsType<PromptTemplateException>(Assert.ThrowsAny<Exception>(() => SomePrompt.Of("{{x}}").Render(new Dictionary<string, object?> { ["x"] = new Angry() })));

    private sealed class Angry
    {
        public string Value => throw new InvalidOperationException("no");
    }
}
