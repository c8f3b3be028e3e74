using Observability.Prompts;
using Xunit;

namespace Observability.Storage.Conformance;

public abstract partial class PromptRegistryConformance
{
    [Fact]
    public async Task MoveLabels_ToAnotherVersion_TakesThemFromTheFirst()
    {
        var registry = await ThreeVersionsAsync();

        var moved = await registry.MoveLabelsAsync("p", 1, ["production", "stable"]);

        Assert.Equal("production stable", string.Join(' ', moved.Labels));
        Assert.Equal("one", (await registry.GetAsync("p")).Content.Text);
        var prompt = (await registry.FindAsync("p"))!;
        Assert.Equal("latest:3 production:1 stable:1", string.Join(' ', prompt.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}:{label.Value}")));
    }

    [Fact]
    public async Task MoveLabels_LatestOrToNoVersion_IsRefused()
    {
        var registry = await ThreeVersionsAsync();

        Assert.Equal(PromptFault.Invalid, (await Assert.ThrowsAsync<PromptException>(() => registry.MoveLabelsAsync("p", 1, ["latest"]))).Fault);
        var missing = await Assert.ThrowsAsync<PromptException>(() => registry.MoveLabelsAsync("p", 77, ["x"]));
        Assert.Equal((PromptFault.NotFound, "Prompt 'p' version 77 not found in project"), (missing.Fault, missing.Message));
    }

    [Fact]
    public async Task RemoveLabels_Then_NobodyHasThem()
    {
        var registry = await ThreeVersionsAsync();

        await registry.RemoveLabelsAsync("p", ["production"]);

        await NotFoundAsync(registry.GetAsync("p"));
    }

    [Fact]
    public async Task Protection_OfALabel_StopsChangesUnlessOverridden()
    {
        var registry = await ThreeVersionsAsync();
        await registry.SetProtectionAsync("production", true);

        Task[] attempts =
        [
            registry.MoveLabelsAsync("p", 1, ["production"]),
            registry.RemoveLabelsAsync("p", ["production"]),
            registry.CreateAsync(new PromptDraft { Name = "p", Content = "four", Labels = ["production"] }),
            registry.DeleteAsync("p", version: 2),
            registry.DeleteAsync("p"),
            registry.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(1, 0.5))),
            registry.SetProtectionAsync("production", false),
        ];

        foreach (var attempt in attempts)
        {
            Assert.Equal(PromptFault.Protected, (await Assert.ThrowsAsync<PromptException>(() => attempt)).Fault);
        }

        await registry.MoveLabelsAsync("p", 1, ["staging"]);
        await registry.MoveLabelsAsync("p", 3, ["production"], new PromptEdit { OverridesProtection = true });
        Assert.Equal("three", (await registry.GetAsync("p")).Content.Text);
        Assert.Equal(["production"], (await registry.GetProtectedLabelsAsync()).Select(label => label.Value));
    }

    [Fact]
    public async Task Delete_LatestVersion_MovesLatestBackAndNeverReusesTheNumber()
    {
        var registry = await ThreeVersionsAsync();

        await registry.DeleteAsync("p", version: 3);

        Assert.Equal(2, (await registry.GetAsync("p", "latest")).Version);
        Assert.Equal(4, (await registry.CreateAsync(new PromptDraft { Name = "p", Content = "four" })).Version);
        Assert.Equal([1, 2, 4], (await registry.FindAsync("p"))!.Versions);
    }

    [Fact]
    public async Task Delete_ByLabelThenAll_LeavesNothing()
    {
        var registry = await ThreeVersionsAsync();

        await registry.DeleteAsync("p", label: "production");
        Assert.Equal([1, 3], (await registry.FindAsync("p"))!.Versions);
        await registry.DeleteAsync("p");

        Assert.Null(await registry.FindAsync("p"));
        Assert.Empty((await registry.ListAsync(new PromptQuery())).Items);
        Assert.Equal(PromptFault.NotFound, (await Assert.ThrowsAsync<PromptException>(() => registry.DeleteAsync("p"))).Fault);
    }

    [Fact]
    public async Task Split_OfALabel_IsStickyAndEndsWhenTheLabelMoves()
    {
        var registry = await ThreeVersionsAsync();
        await registry.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(3, 0.5)));

        var byKey = new Dictionary<string, int>();
        foreach (var key in Enumerable.Range(0, 60).Select(i => $"user-{i}"))
        {
            byKey[key] = (await registry.GetAsync("p", key: key)).Version;
            Assert.Equal(byKey[key], (await registry.GetAsync("p", "production", key: key)).Version);
        }

        Assert.Equal([2, 3], byKey.Values.Distinct().Order());
        Assert.Equal(2, (await registry.GetAsync("p")).Version);
        Assert.Equal(3, (await registry.GetAsync("p", "latest", key: "user-1")).Version);

        await registry.MoveLabelsAsync("p", 2, ["production"]);
        Assert.Empty((await registry.FindAsync("p"))!.Splits);
        Assert.Equal(2, (await registry.GetAsync("p", key: byKey.First(pair => pair.Value == 3).Key)).Version);
    }

    [Fact]
    public async Task Changes_OfAllKinds_AreInTheAuditTrail()
    {
        var registry = await ThreeVersionsAsync();
        var ana = new PromptEdit { Author = "ana", Reason = "because" };

        await registry.MoveLabelsAsync("p", 1, ["production"], ana);
        await registry.SetTagsAsync("p", ["a", "b"], ana);
        await registry.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(3, 0.1)), ana);
        await registry.RemoveLabelsAsync("p", ["production"], ana);
        await registry.DeleteAsync("p", version: 2, edit: ana);
        await registry.SetProtectionAsync("stable", true, ana);
        await registry.CreateAsync(new PromptDraft { Name = "other", Content = "x" });

        var changes = new List<PromptChange>();
        for (string? cursor = null; ;)
        {
            var page = await registry.ListChangesAsync("p", limit: 4, cursor);
            changes.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null)
            {
                break;
            }
        }

        Assert.Equal(
            [
                PromptChangeKind.VersionsDeleted, PromptChangeKind.LabelsChanged, PromptChangeKind.SplitChanged, PromptChangeKind.TagsChanged, PromptChangeKind.LabelsChanged,
                PromptChangeKind.VersionCreated, PromptChangeKind.VersionCreated, PromptChangeKind.VersionCreated,
            ],
            changes.Select(change => change.Kind));
        Assert.All(changes.Take(5), change => Assert.Equal(("ana", "because"), (change.Author, change.Reason)));
        Assert.Equal(("""{"production":2}""", """{"production":1}"""), (changes[4].Before!.ToString(), changes[4].After!.ToString()));
        Assert.Equal(10, (await registry.ListChangesAsync()).Items.Count);
    }

    [Fact]
    public async Task Watch_APrompt_FiresOnceForItsNextChange()
    {
        var registry = await ThreeVersionsAsync();
        await registry.CreateAsync(new PromptDraft { Name = "other", Content = "x" });
        var token = registry.Watch("p");
        var any = registry.Watch();

        await registry.SetTagsAsync("other", ["t"]);
        Assert.False(token.HasChanged);
        Assert.True(any.HasChanged);

        await registry.MoveLabelsAsync("p", 1, ["production"]);
        Assert.True(token.HasChanged);
        Assert.False(registry.Watch("p").HasChanged);
    }

    private async Task<IPromptRegistry> ThreeVersionsAsync()
    {
        var registry = CreateRegistry();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "one" });
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "two", Labels = ["production"] });
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "three" });
        return registry;
    }
}
