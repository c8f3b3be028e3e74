using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Sync;

namespace Observability.AspNetCore.Tests.Remote.Prompts;

/// <summary>Files and the registry of a real server, both ways.</summary>
public sealed class PromptSyncTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prompt-sync");
    private PromptServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PromptServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Apply_WithAServer_GoesBothWaysAndThenChangesNothing()
    {
        Write("answer.v3.prompty", "---\nmodel:\n  id: gpt-4o\n  options: { temperature: 0.20 }\nlabels: [production, v3]\ntags: [support]\ncommitMessage: Why\nauthors: [ana]\n---\nsystem:\n@@@langfusePrompt:name=tone|label=production@@@\n\n![history]\n\nuser:\n{{question}}\n");
        Write("tone.prompty", "Be kind.");
        var theirs = new PromptDraft { Name = "theirs/text", Content = " spaces ", Config = Payload.Parse("""{"a":[1,{"b":null}]}"""), Labels = ["staging"], Tags = ["x"] };
        await _server.Kept.CreateAsync(theirs, new PromptEdit { Author = "bo" });

        await SyncAsync();

        var answer = await _server.Kept.GetAsync("answer");
        Assert.Equal((3, "Why", "ana", "Be kind."), (answer.Version, answer.CommitMessage, answer.CreatedBy, answer.Content.Messages[0].Content));
        Assert.Equal("""{"model":"gpt-4o","temperature":0.20}""", answer.Config.ToString());
        Assert.Equal("latest=3 production=3 v3=3", await LabelsAsync("answer"));
        Assert.Equal(
            "config:\n  a:\n    - 1\n    - b: null\nlabels: [staging]\ntags: [x]\nauthors: [bo]\nprompt: \" spaces \"\n",
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "theirs", "text.yaml"), TestContext.Current.CancellationToken));
        Assert.Empty((await SyncAsync()).Steps);

        await _server.Kept.CreateAsync(new PromptDraft { Name = "tone", Content = "Be brief.", Labels = ["production"], CommitMessage = "Shorter" });
        Write("theirs/text.yaml", "prompt: changed\nlabels: [staging]\ntags: [x, y]\n");
        await SyncAsync();

        Assert.Equal("---\ncommitMessage: Shorter\n---\nBe brief.\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "tone.v2.prompty"), TestContext.Current.CancellationToken));
        var text = await _server.Kept.GetAsync("theirs/text", "staging");
        Assert.Equal((2, "changed", "x y"), (text.Version, text.Content.Text, string.Join(' ', text.Tags)));
        Assert.Empty((await SyncAsync()).Steps);
    }

    private async Task<PromptSyncPlan> SyncAsync()
    {
        var sync = new PromptSync(_folder.FullName, _server.StartApplication(TimeSpan.Zero).Prompts);
        var plan = await sync.PlanAsync(TestContext.Current.CancellationToken);
        await sync.ApplyAsync(plan, TestContext.Current.CancellationToken);
        return plan;
    }

    private async Task<string> LabelsAsync(PromptName name) =>
        string.Join(' ', (await _server.Kept.FindAsync(name))!.Labels.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}"));

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
