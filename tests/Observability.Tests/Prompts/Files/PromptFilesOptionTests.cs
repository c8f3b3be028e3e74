using Microsoft.Extensions.Options;
using Observability.Prompts;

namespace Observability.Tests.Prompts.Files;

public sealed class PromptFilesOptionTests : IAsyncDisposable
{
    private readonly FolderCase _folder = new();
    private readonly List<LlmObservability> _applications = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var application in _applications)
        {
            await application.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Prompts_OfAnApplicationWithPromptFiles_AreTheFilesAlsoBehindItsCache()
    {
        _folder.Write("greet.prompty", "Hello {{name}}");
        var prompts = Start().Prompts;
        Assert.Equal("Hello Ana", (await prompts.GetAsync("greet")).Render(new { name = "Ana" }));

        var changed = prompts.Watch("greet");
        _folder.Write("greet.prompty", "Hi {{name}}");
        await FolderCase.FiredAsync(changed);

        Assert.Equal("Hi Ana", (await prompts.GetAsync("greet")).Render(new { name = "Ana" }));
    }

    [Fact]
    public async Task Prompts_WhoseReferenceGoesAway_StayAsTheyWere()
    {
        _folder.Write("tone.prompty", "Be kind.");
        _folder.Write("answer.prompty", "@@@langfusePrompt:name=tone|label=production@@@ Answer.");
        var prompts = Start().Prompts;
        await prompts.GetAsync("answer");

        var gone = prompts.Watch("tone");
        File.Delete(_folder.PathOf("tone.prompty"));
        await FolderCase.FiredAsync(gone);

        Assert.Equal("Be kind. Answer.", (await prompts.GetAsync("answer")).Content.Text);
        Assert.Equal(PromptRegistryHealth.Stale, prompts.Status.Health);
        Assert.Contains("answer.prompty(1)", prompts.Status.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompts_OfAFolderThatIsNotThere_SayHowToMakeIt()
    {
        var options = new LlmObservabilityOptions { PromptFiles = _folder.PathOf("missing") }.UseInMemoryStore(Guid.NewGuid().ToString());
        var prompts = Start(options).Prompts;

        var refused = await Assert.ThrowsAsync<PromptException>(async () => await prompts.GetAsync("greet"));
        Assert.Equal(PromptFault.NotFound, refused.Fault);
        Assert.Contains("The folder of prompts is not there", prompts.Status.LastError, StringComparison.Ordinal);

        await prompts.CreateAsync(new PromptDraft { Name = "greet", Content = "Hi", Labels = ["production"] });
        Assert.Equal("Hi", (await prompts.GetAsync("greet")).Content.Text);
        Assert.Equal(PromptRegistryHealth.Healthy, prompts.Status.Health);
    }

    [Fact]
    public void Rollouts_WithPromptFiles_SayWhy()
    {
        Assert.Contains("The prompts of this application are files", Assert.Throws<InvalidOperationException>(() => Start().Rollouts).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PromptFiles_Blank_IsRefusedWithItsKey()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => LlmObservability.Create(new LlmObservabilityOptions { PromptFiles = " " }));

        Assert.Contains("LlmObservability:PromptFiles is \" \".", refused.Message, StringComparison.Ordinal);
    }

    private LlmObservability Start(LlmObservabilityOptions? options = null)
    {
        var application = LlmObservability.Create(options ?? new LlmObservabilityOptions().UseInMemoryStore(Guid.NewGuid().ToString()).UsePromptFiles(_folder.Root));
        _applications.Add(application);
        return application;
    }
}
