using Observability.Model;
using Observability.Prompts;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class PromptRegistryConformance
{
    [Fact]
    public async Task List_All_IsByNameWithVersionsAndLabels()
    {
        var registry = await SomePromptsAsync();

        var page = await registry.ListAsync(new PromptQuery { Limit = 3, IncludeTotal = true });
        var rest = await registry.ListAsync(new PromptQuery { Limit = 3, Offset = 3 });

        Assert.Equal(["a", "ab", "b/x/deep"], page.Items.Select(prompt => prompt.Name.Value));
        Assert.Equal(["b/y", "c"], rest.Items.Select(prompt => prompt.Name.Value));
        Assert.Equal(5, page.TotalCount);
        Assert.Equal([1, 2], page.Items[0].Versions);
        Assert.Equal("""{"v":2}""", page.Items[0].Config.ToString());
    }

    [Fact]
    public async Task List_ByCondition_HoldsWhatMatches()
    {
        var registry = await SomePromptsAsync();

        async Task<string> Names(PromptQuery query)
        {
            var page = await registry.ListAsync(query with { IncludeTotal = true });
            Assert.Equal(page.Items.Count, page.TotalCount);
            return string.Join(' ', page.Items.Select(prompt => prompt.Name));
        }

        Assert.Equal("a b/y", await Names(new PromptQuery { Label = "production" }));
        Assert.Equal("b/y c", await Names(new PromptQuery { Tag = "t" }));
        Assert.Equal("b/y", await Names(new PromptQuery { Tag = "t", Label = "production" }));
        Assert.Equal("b/x/deep b/y", await Names(new PromptQuery { Folder = "b" }));
        Assert.Equal("b/x/deep", await Names(new PromptQuery { Folder = "b/x" }));
        Assert.Equal("b/y", await Names(new PromptQuery { Folder = "b", Tag = "t" }));
        Assert.Equal("ab", await Names(new PromptQuery { Name = "ab" }));
        Assert.Equal("", await Names(new PromptQuery { Name = "ab", Label = "production" }));
        Assert.Equal("", await Names(new PromptQuery { UpdatedTo = DateTimeOffset.UnixEpoch }));
        Assert.Equal("a ab b/x/deep b/y c", await Names(new PromptQuery { UpdatedFrom = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public async Task List_ByLabel_IsAboutTheVersionThatHasIt()
    {
        var registry = await SomePromptsAsync();

        var prompt = (await registry.ListAsync(new PromptQuery { Label = "production" })).Items[0];

        Assert.Equal(("a", """{"v":1}"""), (prompt.Name.Value, prompt.Config.ToString()));
        Assert.Equal([1], prompt.Versions);
        Assert.Equal(["production"], prompt.Labels.Keys.Select(label => label.Value));
    }

    [Fact]
    public async Task Get_Composed_ResolvesReferencesOnTheWay()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "tone", Content = "Be {{tone}}.", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "rules", Content = "Rules: @@@langfusePrompt:name=tone|label=production@@@", Labels = ["production"] });
        var root = await registry.CreateAsync(new PromptDraft
        {
            Name = "answer",
            Content = PromptContent.FromMessages(PromptMessage.System("@@@langfusePrompt:name=rules|version=1@@@ End."), PromptMessage.User("{{q}}")),
            Labels = ["production"],
        });

        var composed = await registry.GetAsync("answer");

        Assert.Equal("Rules: Be {{tone}}. End.", composed.Content.Messages[0].Content);
        Assert.Equal(("answer", 1), (composed.Resolution!.Root.Name.Value, composed.Resolution.Root.Version));
        Assert.Equal("rules v1", string.Join(',', composed.Resolution.Dependencies[root.Id].Select(used => $"{used.Name} v{used.Version}")));
        Assert.Equal(2, composed.Resolution.Dependencies.Count);
        Assert.Contains("@@@langfusePrompt", (await registry.GetSourceAsync("answer")).Content.Messages[0].Content, StringComparison.Ordinal);
        Assert.Equal("Rules: Be {{tone}}.", (await registry.GetAsync("rules")).Content.Text);
    }

    [Fact]
    public async Task Create_ReferenceThatLeadsNowhereOrInACircle_IsRefused()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "a", Content = "A", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "b", Content = "B @@@langfusePrompt:name=a|label=production@@@", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "chat", Content = PromptContent.FromMessages(PromptMessage.User("x")), Labels = ["production"] });

        foreach (var reference in new[] { "name=b|label=production", "name=a|version=1", "name=nothing|version=1", "name=chat|label=production" })
        {
            var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "a", Content = $"@@@langfusePrompt:{reference}@@@" }));
            Assert.Equal(PromptFault.Invalid, refused.Fault);
        }
    }

    [Fact]
    public async Task Delete_WhatAnotherPromptNeeds_IsRefused()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "a", Content = "A", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "a", Content = "A2" });
        await registry.CreateAsync(new PromptDraft { Name = "b", Content = "@@@langfusePrompt:name=a|label=production@@@" });
        await registry.CreateAsync(new PromptDraft { Name = "c", Content = "@@@langfusePrompt:name=a|version=2@@@" });

        foreach (var attempt in new[] { registry.DeleteAsync("a"), registry.DeleteAsync("a", version: 1), registry.DeleteAsync("a", version: 2), registry.RemoveLabelsAsync("a", ["production"]) })
        {
            Assert.Contains("depends on a", (await Assert.ThrowsAsync<PromptException>(() => attempt)).Message, StringComparison.Ordinal);
        }

        await registry.DeleteAsync("c");
        await registry.DeleteAsync("a", version: 2);
        Assert.Equal("A", (await registry.GetAsync("b", "latest")).Content.Text);
    }

    private async Task<IPromptRegistry> SomePromptsAsync()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "c", Content = "x", Tags = ["t"] });
        await registry.CreateAsync(new PromptDraft { Name = "b/y", Content = "x", Tags = ["t", "u"], Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "b/x/deep", Content = "x" });
        await registry.CreateAsync(new PromptDraft { Name = "ab", Content = "x" });
        await registry.CreateAsync(new PromptDraft { Name = "a", Content = "x", Config = Payload.Parse("""{"v":1}"""), Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "a", Content = "x", Config = Payload.Parse("""{"v":2}""") });
        return registry;
    }
}
