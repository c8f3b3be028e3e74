using Observability.Prompts;

namespace Observability.Tests.Prompts;

public sealed class PromptNameTests
{
    [Theory]
    [InlineData("support-answer", "", "support-answer")]
    [InlineData("team/support/answer v2", "team/support", "answer v2")]
    [InlineData("metrics/foo", "metrics", "foo")]
    [InlineData("回答", "", "回答")]
    public void Create_OfItsShape_HasFolderAndLeaf(string text, string folder, string leaf)
    {
        PromptName name = text;

        Assert.Equal((text, folder, leaf), (name.Value, name.Folder, name.Leaf));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a|b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("new")]
    [InlineData("metrics")]
    [InlineData("prompt-detail")]
    [InlineData("a\nb")]
    public void Create_OfAnotherShape_IsRefused(string text)
    {
        Assert.Throws<ArgumentException>(() => new PromptName(text));
        Assert.False(PromptName.TryCreate(text, out _));
    }

    [Fact]
    public void Create_TooLong_IsRefused()
    {
        Assert.True(PromptName.TryCreate(new string('x', 255), out _));
        Assert.False(PromptName.TryCreate(new string('x', 256), out _));
        Assert.True(PromptLabel.TryCreate(new string('x', 36), out _));
        Assert.False(PromptLabel.TryCreate(new string('x', 37), out _));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("ü")]
    public void CreateLabel_OfAnotherShape_IsRefused(string text) => Assert.Throws<ArgumentException>(() => new PromptLabel(text));
}
