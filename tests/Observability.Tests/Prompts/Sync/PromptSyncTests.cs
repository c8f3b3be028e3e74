using Observability.Prompts;
using Observability.Prompts.Sync;

namespace Observability.Tests.Prompts.Sync;

public sealed class PromptSyncTests : IDisposable
{
    private readonly SyncCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public async Task Plan_OfAFirstSynchronisation_SaysWhatIsWhereAndChangesNothing()
    {
        _case.Folder.Write("greet.prompty", "Hello");
        await _case.Registry.CreateAsync(new PromptDraft { Name = "tone", Content = "Be kind.", Labels = ["production"] });

        var plan = await _case.PlanAsync();

        Assert.Equal(
            """
            push      greet: version 1 is new in files.
            push      greet: label 'production' is at version 1 in files and nowhere in the registry.
            pull      tone: version 1 is new in the registry.
            pull      tone: label 'production' is nowhere in files and at version 1 in the registry.
            2 to push, 2 to pull, 0 in conflict, 0 left as they are.
            """.ReplaceLineEndings("\n"),
            plan.ToString());
        Assert.Null(await _case.Registry.FindAsync("greet"));
        Assert.Equal(["greet.prompty"], _case.Folder.Files());
    }

    [Fact]
    public async Task Apply_BothWays_MakesBothSidesSayTheSameAndThenNothing()
    {
        _case.Folder.Write("greet.prompty", "Hello");
        await _case.Registry.CreateAsync(new PromptDraft { Name = "tone", Content = "Be kind.", Labels = ["production"], Tags = ["t"] });

        await _case.SyncAsync();

        Assert.Equal("Hello", (await _case.Registry.GetAsync("greet")).Content.Text);
        Assert.Equal("---\nlabels: [production]\ntags: [t]\n---\nBe kind.\n", _case.Folder.Read("tone.prompty"));
        Assert.Equal("Hello", _case.Folder.Read("greet.prompty"));
        Assert.False((await _case.SyncAsync()).HasChanges);
        Assert.Equal(await SyncCase.DescribeAsync(_case.Registry), await SyncCase.DescribeAsync(_case.Folder.Open()));
    }

    [Fact]
    public async Task Apply_AnEditInPlace_BecomesTheNextVersionAndTheFileGetsItsNumber()
    {
        _case.Folder.Write("greet.prompty", "---\n# Seen by everybody\nlabels: [production]\n---\nHello\n");
        await _case.SyncAsync();

        _case.Folder.Write("greet.prompty", "---\n# Seen by everybody\nlabels: [production]\n---\nHi\n");
        var plan = await _case.SyncAsync();

        Assert.Equal("version 1 was edited in files and becomes a new version.", plan.Steps[0].Reason);
        Assert.Equal("---\n# Seen by everybody\nlabels: [production]\nversion: 2\n---\nHi\n", _case.Folder.Read("greet.prompty"));
        Assert.Equal(("Hi", 2), ((await _case.Registry.GetAsync("greet")).Content.Text, (await _case.Registry.GetAsync("greet")).Version));
        Assert.Equal("Hello", (await _case.Registry.GetAsync("greet", version: 1)).Content.Text);
        Assert.False((await _case.PlanAsync()).HasChanges);
    }

    [Fact]
    public async Task Apply_WithoutMemory_MakesNoVersionTwice()
    {
        _case.Folder.Write("greet.prompty", "Hello");
        await _case.SyncAsync();
        _case.ForgetState();
        _case.Folder.Write("greet.prompty", "Hi");
        var wins = new PromptSyncOptions { Direction = PromptSyncDirection.Push, Wins = PromptSyncSide.Files };
        await _case.SyncAsync(wins);

        // What a build server does: it does not commit, and begins with the same files each time.
        _case.ForgetState();
        _case.Folder.Write("greet.prompty", "Hi");
        await _case.SyncAsync(wins);

        Assert.Equal([1, 2], (await _case.Registry.FindAsync("greet"))!.Versions);
        Assert.Equal("Hi", (await _case.Registry.GetAsync("greet")).Content.Text);
    }

    [Theory]
    [InlineData(null, "file", "registry")]
    [InlineData(PromptSyncSide.Files, "file", "file")]
    [InlineData(PromptSyncSide.Registry, "registry", "registry")]
    public async Task Apply_BothSidesMadeAVersionTwo_IsAConflictUnlessOneWins(PromptSyncSide? wins, string inFiles, string inRegistry)
    {
        _case.Folder.Write("greet.prompty", "one");
        await _case.SyncAsync();
        _case.Folder.Write("greet.v2.prompty", "file");
        await _case.Registry.CreateAsync(new PromptDraft { Name = "greet", Content = "registry", Labels = ["production"] });

        var plan = await _case.SyncAsync(new PromptSyncOptions { Wins = wins });

        Assert.Equal(wins is null, plan.HasConflicts);
        Assert.Equal(inFiles, (await _case.Folder.Open().GetAsync("greet")).Content.Text);
        Assert.Equal(inRegistry, (await _case.Registry.GetAsync("greet")).Content.Text);
        Assert.Equal(wins is null, (await _case.PlanAsync()).HasConflicts);
        Assert.False((await _case.PlanAsync(new PromptSyncOptions { Wins = wins })).HasChanges);
    }

    [Fact]
    public async Task Apply_LabelsMovedOnOneSide_FollowOnTheOther()
    {
        _case.Folder.Write("a.prompty", "---\nlabels: [production, old]\n---\none");
        _case.Folder.Write("a.v2.prompty", "two");
        await _case.SyncAsync();

        await _case.Registry.MoveLabelsAsync("a", 2, ["production"]);
        _case.Folder.Write("a.prompty", "---\nlabels: [production]\n---\none");
        await _case.SyncAsync();

        Assert.Equal("---\nlabels: []\n---\none", _case.Folder.Read("a.prompty"));
        Assert.Equal("latest=2 production=2", string.Join(' ', (await _case.Registry.FindAsync("a"))!.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}")));
        Assert.Empty((await _case.PlanAsync()).Steps);
    }

    [Fact]
    public async Task Apply_ALabelMovedOnBothSides_StaysInConflict()
    {
        _case.Folder.Write("a.prompty", "---\nlabels: [production]\n---\none");
        _case.Folder.Write("a.v2.prompty", "two");
        _case.Folder.Write("a.v3.prompty", "three");
        await _case.SyncAsync();
        await _case.Registry.MoveLabelsAsync("a", 2, ["production"]);
        _case.Folder.Write("a.prompty", "one");
        _case.Folder.Write("a.v3.prompty", "---\nlabels: [production]\n---\nthree");

        var plan = await _case.SyncAsync();

        Assert.Equal("CONFLICT  a: label 'production' is at version 3 in files and at version 2 in the registry.", Assert.Single(plan.Steps).ToString());
        Assert.Equal(2, (await _case.Registry.GetAsync("a")).Version);
        Assert.Equal(3, (await _case.Folder.Open().GetAsync("a")).Version);
    }

    [Fact]
    public async Task Apply_VersionsThatNobodyUses_StayInTheRegistry()
    {
        foreach (var text in new[] { "one", "two", "three", "four" })
        {
            await _case.Registry.CreateAsync(new PromptDraft { Name = "a", Content = text });
        }

        await _case.Registry.MoveLabelsAsync("a", 3, ["production"]);
        await _case.Registry.CreateAsync(new PromptDraft { Name = "b", Content = "@@@langfusePrompt:name=a|version=1@@@", Labels = ["production"] });

        await _case.SyncAsync();

        Assert.Equal(["a.prompty", "a.v3.prompty", "a.v4.prompty", "b.prompty"], _case.Folder.Files());
        Assert.Equal("one", (await _case.Folder.Open().GetAsync("b")).Content.Text);
    }

    [Fact]
    public async Task Apply_WhatWasDeletedOnOneSide_IsDeletedOnTheOtherOnlyWhenAsked()
    {
        _case.Folder.Write("a.prompty", "a");
        _case.Folder.Write("b.prompty", "b");
        await _case.SyncAsync();
        File.Delete(_case.Folder.PathOf("a.prompty"));
        await _case.Registry.DeleteAsync("b");

        var plan = await _case.SyncAsync();
        Assert.All(plan.Steps, step => Assert.Equal(PromptSyncAction.Left, step.Action));
        Assert.Equal(["b.prompty"], _case.Folder.Files());
        Assert.NotNull(await _case.Registry.FindAsync("a"));

        await _case.SyncAsync(new PromptSyncOptions { Deletes = true });
        Assert.Empty(_case.Folder.Files());
        Assert.Null(await _case.Registry.FindAsync("a"));
        Assert.Empty((await _case.PlanAsync()).Steps);
    }

    [Fact]
    public async Task Apply_AFileThatIsNotValid_LeavesItsPromptAlone()
    {
        _case.Folder.Write("a.prompty", "a");
        await _case.SyncAsync();
        _case.Folder.Write("a.prompty", "---\nlabels: [\n---\nx");

        var plan = await _case.SyncAsync(new PromptSyncOptions { Deletes = true });

        Assert.Contains("a.prompty(2): This is no valid YAML", Assert.Single(plan.Steps).Reason, StringComparison.Ordinal);
        Assert.NotNull(await _case.Registry.FindAsync("a"));
        _case.Folder.Write("a.prompty", "a");
        Assert.Empty((await _case.PlanAsync()).Steps);
    }

    [Theory]
    [InlineData(PromptSyncDirection.Push, true, false)]
    [InlineData(PromptSyncDirection.Pull, false, true)]
    public async Task Apply_OneWay_LeavesTheOther(PromptSyncDirection direction, bool isPushed, bool isPulled)
    {
        _case.Folder.Write("a.prompty", "a");
        await _case.Registry.CreateAsync(new PromptDraft { Name = "b", Content = "b" });

        await _case.SyncAsync(new PromptSyncOptions { Direction = direction });

        Assert.Equal(isPushed, await _case.Registry.FindAsync("a") is not null);
        Assert.Equal(isPulled, _case.Folder.Files().Contains("b.prompty"));
    }

    [Fact]
    public async Task Apply_APlanThatIsOld_IsAConflict()
    {
        _case.Folder.Write("a.prompty", "a");
        var sync = new PromptSync(_case.Folder.Root, _case.Registry);
        var plan = await sync.PlanAsync(TestContext.Current.CancellationToken);
        await _case.Registry.CreateAsync(new PromptDraft { Name = "a", Content = "other" });

        var refused = await Assert.ThrowsAsync<PromptException>(() => sync.ApplyAsync(plan, TestContext.Current.CancellationToken));

        Assert.Equal(PromptFault.Conflict, refused.Fault);
        Assert.Equal([1], (await _case.Registry.FindAsync("a"))!.Versions);
    }

    [Fact]
    public async Task Apply_WithAProtectedLabel_DoesTheRestAndSaysSo()
    {
        _case.Folder.Write("a.prompty", "a");
        _case.Folder.Write("b.prompty", "---\nlabels: []\n---\nb");
        await _case.Registry.SetProtectionAsync("production", true);

        var refused = await Assert.ThrowsAsync<PromptException>(() => _case.SyncAsync());

        Assert.Contains("Label 'production' is protected", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await _case.Registry.FindAsync("b"));
        await _case.SyncAsync(new PromptSyncOptions { OverridesProtection = true });
        Assert.Equal("a", (await _case.Registry.GetAsync("a")).Content.Text);
    }

    [Fact]
    public void Target_OfAnotherShape_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PromptSync(_case.Folder.Root, _case.Registry, new PromptSyncOptions { Target = "../x" }));
    }
}
