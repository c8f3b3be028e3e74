using Observability.Prompts;

namespace Observability.Tests.Prompts.Files;

public sealed class PromptFolderTests : IDisposable
{
    private readonly FolderCase _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Get_AFileWithoutAnythingElse_IsVersionOneInProduction()
    {
        _folder.Write("support/answer.prompty", "Hello {{name}}\n");
        var registry = _folder.Open();

        var prompt = await registry.GetAsync("support/answer");

        Assert.Equal(("Hello {{name}}", 1, "production latest"), (prompt.Content.Text, prompt.Version, string.Join(' ', prompt.Labels)));
        Assert.Equal("support/answer", Assert.Single((await registry.ListAsync(new PromptQuery { Folder = "support" })).Items).Name.Value);
        Assert.Equal(PromptRegistryHealth.Healthy, registry.Status.Health);
    }

    [Fact]
    public async Task Get_SeveralVersions_ServesTheNewestUnlessLabelsSayOtherwise()
    {
        _folder.Write("a.prompty", "one");
        _folder.Write("a.v2.yaml", "prompt: two");
        _folder.Write("b.v3.prompty", "---\nlabels: [production]\ntags: [old]\n---\nthree");
        _folder.Write("b.prompty", "---\nversion: 7\ntags: [new]\ncommitMessage: Why\n---\nseven");
        var registry = _folder.Open();

        Assert.Equal("two", (await registry.GetAsync("a")).Content.Text);
        Assert.Equal("one", (await registry.GetAsync("a", version: 1)).Content.Text);
        Assert.Equal("three", (await registry.GetAsync("b")).Content.Text);
        var latest = await registry.GetAsync("b", "latest");
        Assert.Equal((7, "seven", "new", "Why"), (latest.Version, latest.Content.Text, Assert.Single(latest.Tags), latest.CommitMessage));
    }

    [Fact]
    public async Task Change_OfFiles_IsToldAndServedWithoutARestart()
    {
        _folder.Write("a.prompty", "one");
        _folder.Write("old.prompty", "old");
        var registry = _folder.Open();
        await registry.GetAsync("a");

        var changed = registry.Watch("a");
        _folder.Write("a.prompty", "two");
        await FolderCase.FiredAsync(changed);
        Assert.Equal("two", (await registry.GetAsync("a")).Content.Text);

        var added = registry.Watch("new/b");
        _folder.Write("new/b.prompty", "b");
        await FolderCase.FiredAsync(added);
        Assert.Equal("b", (await registry.GetAsync("new/b")).Content.Text);

        var renamed = registry.Watch("renamed");
        File.Move(_folder.PathOf("old.prompty"), _folder.PathOf("renamed.prompty"));
        await FolderCase.FiredAsync(renamed);
        Assert.Equal("old", (await registry.GetAsync("renamed")).Content.Text);
        Assert.Null(await registry.FindAsync("old"));

        var deleted = registry.Watch("new/b");
        File.Delete(_folder.PathOf("new/b.prompty"));
        await FolderCase.FiredAsync(deleted);
        Assert.Null(await registry.FindAsync("new/b"));
    }

    [Fact]
    public async Task Change_ToAFileThatIsNotValid_KeepsTheLastThatWasAndSaysWhere()
    {
        _folder.Write("a.prompty", "---\nlabels: [production]\n---\none");
        var registry = _folder.Open(out var catalog);
        await registry.GetAsync("a");

        _folder.Write("a.prompty", "---\nlabels: [Production]\n---\ntwo");
        await catalog.ReloadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("one", (await registry.GetAsync("a")).Content.Text);
        Assert.Equal(PromptRegistryHealth.Stale, registry.Status.Health);
        Assert.StartsWith("a.prompty(2): 'Production' cannot be a label", registry.Status.LastError, StringComparison.Ordinal);
        Assert.Contains(_folder.Logs.Lines, line => line.StartsWith("Warning: A file of prompts is not served as it is now: a.prompty(2)", StringComparison.Ordinal));

        _folder.Write("a.prompty", "");
        await catalog.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("one", (await registry.GetAsync("a")).Content.Text);

        _folder.Write("a.prompty", "three");
        await catalog.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("three", (await registry.GetAsync("a")).Content.Text);
        Assert.Equal(PromptRegistryHealth.Healthy, registry.Status.Health);
    }

    [Fact]
    public async Task Get_OfAFileThatNeverWasValid_SaysWhatIsWrongWithIt()
    {
        _folder.Write("a.yaml", "prompt: [");
        _folder.Write("b.prompty", "fine");
        var registry = _folder.Open();

        var refused = await Assert.ThrowsAsync<PromptException>(async () => await registry.GetAsync("a"));

        Assert.Equal(PromptFault.Unavailable, refused.Fault);
        Assert.Contains("a.yaml(1): This is no valid YAML", refused.Message, StringComparison.Ordinal);
        Assert.Equal(PromptRegistryHealth.Unavailable, registry.Status.Health);
        Assert.Equal("fine", (await registry.GetAsync("b")).Content.Text);
        Assert.Equal(PromptFault.Unavailable, (await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "a", Content = "x" }))).Fault);
        Assert.Equal("prompt: [", _folder.Read("a.yaml"));
    }

    [Theory]
    [InlineData("b.prompty", "@@@langfusePrompt:name=gone|label=production@@@", "b.prompty(1): Prompt 'b' cannot be composed: there is no prompt 'gone'")]
    [InlineData("a.v1.prompty", "again", "a.v1.prompty: The file is version 1 of prompt 'a', and so is 'a.prompty'")]
    [InlineData("A.prompty", "case", "and 'A.prompty', which is served, are the same to Windows and macOS")]
    [InlineData("a.v2.prompty", "user:\nchat", "a.v2.prompty: The versions of a prompt are all texts or all chats")]
    [InlineData("a.v2.prompty", "---\nversion: 3\n---\nx", "a.v2.prompty: The file is version 2 by its name and 3 by the key")]
    [InlineData("b.prompty", "---\ntemplate: handlebars\n---\n{{#if x}}", "b.prompty: ")]
    [InlineData("b.yaml", "prompt: x\nsplits: { production: { 9: 0.5 } }", "b.yaml: Label 'production' is not split")]
    public async Task Load_AFileThatDoesNotFit_IsAProblemAndTheOthersAreServed(string path, string text, string problem)
    {
        _folder.Write("a.prompty", "one");
        _folder.Write(path, text);
        var registry = _folder.Open(out var catalog);

        Assert.Equal(path == "A.prompty" ? "case" : "one", (await registry.GetAsync(path == "A.prompty" ? "A" : "a")).Content.Text);

        Assert.Contains(problem, Assert.Single(catalog.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_LinksOutOfTheFolder_AreNotFollowed()
    {
        var outside = Directory.CreateTempSubdirectory("outside");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.prompty"), "secret", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder.PathOf("file.prompty"), Path.Combine(outside.FullName, "secret.prompty"));
        Directory.CreateSymbolicLink(_folder.PathOf("linked"), outside.FullName);
        _folder.Write(".mounted/answer.prompty", "mounted");
        File.CreateSymbolicLink(_folder.PathOf("answer.prompty"), Path.Combine(".mounted", "answer.prompty"));
        var registry = _folder.Open(out var catalog);

        Assert.Equal("answer", Assert.Single((await registry.ListAsync(new PromptQuery())).Items).Name.Value);
        Assert.Contains("leads out of the folder", Assert.Single(catalog.Problems).ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "linked/new", Content = "x" }));
        Assert.Contains("is a link to", refused.Message, StringComparison.Ordinal);
        Assert.Single(outside.EnumerateFileSystemInfos());
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Create_OfNamesThatWouldLeadAnywhere_StaysInTheFolder()
    {
        var registry = _folder.Open();

        foreach (var name in new[] { "../../evil", "C:/evil", "~/evil", ".git/hooks/x", "con", "a:b*c" })
        {
            await registry.CreateAsync(new PromptDraft { Name = name, Content = name, Labels = ["production"] });
        }

        Assert.Equal(["%2E%2E/%2E%2E/evil.prompty", "%2Egit/hooks/x.prompty", "%63on.prompty", "C%3A/evil.prompty", "a%3Ab%2Ac.prompty", "~/evil.prompty"], _folder.Files());
        Assert.Equal("../../evil", (await _folder.Open().GetAsync("../../evil")).Content.Text);
    }

    [Fact]
    public async Task Create_ANameThatDiffersInCaseOnly_IsRefused()
    {
        var registry = _folder.Open();
        await registry.CreateAsync(new PromptDraft { Name = "Support/answer", Content = "x" });

        var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "support/other", Content = "x" }));

        Assert.Equal(PromptFault.Invalid, refused.Fault);
        Assert.Contains("'Support' are the same to Windows and macOS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveLabels_OfFilesWithComments_ChangesOnlyTheLabels()
    {
        _folder.Write("a.prompty", "---\nname: Answer   # for people\nlabels: [production]\nsample: { q: 1 }\n---\nsystem:\none\n");
        _folder.Write("a.v2.prompty", "---\n# new\ndescription: Second\n---\nsystem:\ntwo\n");
        var registry = _folder.Open();

        await registry.MoveLabelsAsync("a", 2, ["production"]);

        Assert.Equal("---\nname: Answer   # for people\nlabels: []\nsample: { q: 1 }\n---\nsystem:\none\n", _folder.Read("a.prompty"));
        Assert.Equal("---\n# new\ndescription: Second\nlabels: [production]\n---\nsystem:\ntwo\n", _folder.Read("a.v2.prompty"));
        Assert.Equal(2, (await _folder.Open().GetAsync("a")).Version);
    }

    [Fact]
    public async Task EverythingOfTheRegistry_IsThereForTheNextProcess()
    {
        var registry = _folder.Open();
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"], Tags = ["t"], CommitMessage = "why" }, new PromptEdit { Author = "ana" });
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "two" });
        await registry.SetSplitAsync("p", "production", new PromptSplit(new PromptArm(2, 0.25)));
        await registry.SetProtectionAsync("production", true);
        await registry.CreateAsync(new PromptDraft { Name = "none", Content = "without labels" });
        await registry.DeleteAsync("p", version: 2, edit: new PromptEdit { OverridesProtection = true });
        await registry.CreateAsync(new PromptDraft { Name = "p", Content = "three" });

        var next = _folder.Open();

        var prompt = (await next.FindAsync("p"))!;
        Assert.Equal((await registry.FindAsync("p"))!.Revision, prompt.Revision);
        Assert.Equal([1, 3], prompt.Versions);
        Assert.Equal("t", Assert.Single(prompt.Tags));
        var one = await next.GetAsync("p");
        Assert.Equal(("one", "why", "ana"), (one.Content.Text, one.CommitMessage, one.CreatedBy));
        Assert.Equal("production", Assert.Single(await next.GetProtectedLabelsAsync()).Value);
        Assert.Equal(PromptFault.NotFound, (await Assert.ThrowsAsync<PromptException>(async () => await next.GetAsync("none"))).Fault);
        Assert.Equal(["none.prompty", "p.prompty", "p.v3.prompty"], _folder.Files());
    }

    [Fact]
    public async Task Create_InTwoProcessesOnOneRevision_IsAConflictForOne()
    {
        _folder.Write("p.prompty", "one");
        IPromptRegistry[] processes = [_folder.Open(), _folder.Open()];
        var read = (await processes[0].FindAsync("p"))!.Revision;
        await processes[1].FindAsync("p");

        var attempts = await Task.WhenAll(processes.Select(async (process, i) =>
        {
            try
            {
                await process.CreateAsync(new PromptDraft { Name = "p", Content = $"of {i}" }, new PromptEdit { ExpectedRevision = read });
                return (PromptFault?)null;
            }
            catch (PromptException exception)
            {
                return exception.Fault;
            }
        }));

        Assert.Equal([null, PromptFault.Conflict], attempts.Order());
        Assert.Equal(["p.prompty", "p.v2.prompty"], _folder.Files());
    }

    [Fact]
    public async Task Create_InManyProcessesAtOnce_GivesEveryVersionItsNumber()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => _folder.Open()).ToList();

        var created = await Task.WhenAll(processes.SelectMany((process, i) => Enumerable.Range(0, 3).Select(_ => Task.Run(() => process.CreateAsync(new PromptDraft { Name = "p", Content = $"of {i}" })))));

        Assert.Equal(Enumerable.Range(1, 12), created.Select(version => version.Version).Order());
        Assert.Equal(12, _folder.Files().Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commit_OverAnEditMadeMeanwhile_KeepsBoth()
    {
        _folder.Write("p.prompty", "one");
        var registry = _folder.Open();
        await registry.FindAsync("p");

        _folder.Write("p.prompty", "edited");
        await registry.SetTagsAsync("p", ["t"]);

        Assert.Equal("---\ntags: [t]\n---\nedited", _folder.Read("p.prompty"));
    }

    [Fact]
    public async Task Load_MoreFilesThanTheBound_ServesTheFirst()
    {
        for (var i = 0; i <= 10_000; i++)
        {
            _folder.Write($"p{i:D5}.prompty", "x");
        }

        var registry = _folder.Open(out var catalog);

        Assert.Equal(10_000, (await registry.ListAsync(new PromptQuery { Limit = 1, IncludeTotal = true })).TotalCount);
        Assert.StartsWith("p10000.prompty: The folder has more than 10000 files", Assert.Single(catalog.Problems).ToString(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<PromptException>(() => registry.CreateAsync(new PromptDraft { Name = "another", Content = "x" }));
        Assert.Contains("the folder has 10000 files already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_TooLargeAFile_IsAProblem()
    {
        _folder.Write("a.prompty", new string('x', (8 * 1024 * 1024) + 1));
        _folder.Write("b.prompty", new string('x', 1_000_001));
        var registry = _folder.Open(out var catalog);

        Assert.Empty((await registry.ListAsync(new PromptQuery())).Items);

        Assert.Contains("a.prompty: The file has 8388609 bytes", catalog.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("b.prompty: The prompt has 1000001 characters", catalog.Problems[1].ToString(), StringComparison.Ordinal);
    }
}
