using Observability.Model;
using Observability.Prompts;
using Xunit;

namespace Observability.Storage.Conformance;

/// <summary>What every <see cref="IPromptRegistry"/> over a store must do.</summary>
public abstract partial class PromptRegistryConformance
{
    /// <summary>Opens a registry without prompts.</summary>
    protected abstract IPromptRegistry CreateRegistry();

    [Fact]
    public async Task Create_FirstVersion_ComesBackByLabelAndNumber()
    {
        var registry = CreateRegistry();

        var created = await registry.CreateAsync(new PromptDraft
        {
            Name = "greet",
            Content = "Hello {{name}}",
            Config = Payload.Parse("""{"model":"gpt-4o","temperature":0.5}"""),
            Labels = ["production"],
            Tags = ["t1"],
            CommitMessage = "first",
        });

        Assert.Equal((1, PromptType.Text, "API", "first"), (created.Version, created.Type, created.CreatedBy, created.CommitMessage));
        Assert.Equal(["production", "latest"], created.Labels.Select(label => label.Value));
        foreach (var read in new[] { await registry.GetAsync("greet"), await registry.GetAsync("greet", "latest"), await registry.GetAsync("greet", version: 1) })
        {
            Assert.Equal((created.Id, "Hello {{name}}", """{"model":"gpt-4o","temperature":0.5}"""), (read.Id, read.Content.Text, read.Config.ToString()));
            Assert.Equal((created.CreatedAt, "t1"), (read.CreatedAt, string.Join(',', read.Tags)));
        }

        Assert.Equal("production", (await registry.GetAsync("greet")).Link.Label);
        Assert.Null((await registry.GetAsync("greet", version: 1)).Link.Label);
    }

    [Fact]
    public async Task Create_ChatPrompt_KeepsMessagesAndPlaceholders()
    {
        var registry = CreateRegistry();
        var content = PromptContent.FromMessages(PromptMessage.System("You are {{who}}"), PromptMessage.PlaceholderFor("history"), PromptMessage.User("{{question}}"));

        await registry.CreateAsync(new PromptDraft { Name = "folder/chat", Content = content, Labels = ["production"] });

        Assert.Equal(content, (await registry.GetAsync("folder/chat")).Content);
    }

    [Fact]
    public async Task Create_NextVersion_TakesLabelsAndKeepsTags()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production", "staging"], Tags = ["t"] });

        var second = await registry.CreateAsync(new PromptDraft { Name = "p", Content = "two", Labels = ["staging"] });

        Assert.Equal((2, "staging latest", "t"), (second.Version, string.Join(' ', second.Labels), string.Join(' ', second.Tags)));
        Assert.Equal("one", (await registry.GetAsync("p")).Content.Text);
        Assert.Equal("two", (await registry.GetAsync("p", "staging")).Content.Text);
        Assert.Equal(["production"], (await registry.GetAsync("p", version: 1)).Labels.Select(label => label.Value));
    }

    [Fact]
    public async Task Create_OfAnotherType_IsRefused()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "text" });

        var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "p", Content = PromptContent.FromMessages(PromptMessage.User("x")) }));

        Assert.Equal(PromptFault.Invalid, refused.Fault);
    }

    [Fact]
    public async Task Create_VariableAndPlaceholderOfOneName_IsRefused()
    {
        var draft = new PromptDraft { Name = "p", Content = PromptContent.FromMessages(PromptMessage.User("{{ history }}"), PromptMessage.PlaceholderFor("history")) };

        var refused = await Assert.ThrowsAsync<PromptException>(() => CreateRegistry().CreateAsync(draft));

        Assert.Contains("history", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ManyAtOnce_GivesEveryVersionItsNumber()
    {
        var registry = CreateRegistry();

        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => registry.CreateAsync(new PromptDraft { Name = "p", Content = $"text {i}", Labels = ["production"] }))));

        Assert.Equal(Enumerable.Range(1, 12), created.Select(version => version.Version).Order());
        var newest = created.MaxBy(version => version.Version)!;
        Assert.Equal(newest.Id, (await registry.GetAsync("p")).Id);
        Assert.Equal(newest.Id, (await registry.GetAsync("p", "latest")).Id);
        Assert.Equal(12, (await registry.ListVersionsAsync("p")).Items.Count);
    }

    [Fact]
    public async Task Create_OnAnotherRevisionThanExpected_IsAConflict()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "one" });
        var read = (await registry.FindAsync("p"))!.Revision;
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "two" }, new PromptEdit { ExpectedRevision = read });

        var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "p", Content = "three" }, new PromptEdit { ExpectedRevision = read }));

        Assert.Equal(PromptFault.Conflict, refused.Fault);
        Assert.Equal([1, 2], (await registry.FindAsync("p"))!.Versions);
    }

    [Fact]
    public async Task Get_WhatIsNotThere_SaysWhatWasAsked()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "one" });

        Assert.Equal("Prompt not found: 'q' with label 'production'", await NotFoundAsync(registry.GetAsync("q")));
        Assert.Equal("Prompt not found: 'p' with label 'production'", await NotFoundAsync(registry.GetAsync("p")));
        Assert.Equal("Prompt not found: 'p' with label 'x'", await NotFoundAsync(registry.GetAsync("p", "x")));
        Assert.Equal("Prompt not found: 'p' with version 2", await NotFoundAsync(registry.GetAsync("p", version: 2)));
        Assert.Null(await registry.FindAsync("q"));
    }

    [Fact]
    public async Task ListVersions_Paged_IsNewestFirst()
    {
        var registry = CreateRegistry();
        for (var i = 0; i < 5; i++)
        {
            await registry.CreateAsync(new PromptDraft { Name = "p", Content = $"text {i}", CommitMessage = $"commit {i}" });
        }

        var first = await registry.ListVersionsAsync("p", limit: 3);
        var second = await registry.ListVersionsAsync("p", limit: 3, first.NextCursor);

        Assert.Equal([5, 4, 3], first.Items.Select(version => version.Version));
        Assert.Equal([2, 1], second.Items.Select(version => version.Version));
        Assert.Null(second.NextCursor);
        Assert.Equal("commit 4", first.Items[0].CommitMessage);
    }

    private static async Task<string> NotFoundAsync(ValueTask<PromptVersion> pull)
    {
        var refused = await Assert.ThrowsAsync<PromptException>(async () => await pull);
        Assert.Equal(PromptFault.NotFound, refused.Fault);
        return refused.Message;
    }
}
