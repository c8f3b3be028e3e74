using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Observability.Prompts;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Prompts;

/// <summary>The API over prompts that are files.</summary>
public sealed class PromptFilesApiTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prompt-files-api");
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "greet.prompty"), "Hello {{name}}");
        _host = await ApiHost.StartAsync(new InMemoryTraceStore(), services: builder => builder.Configuration["LlmObservability:PromptFiles"] = _folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Prompts_OfAFolder_AreReadAndWrittenOverTheApi()
    {
        var read = await _host.Client.GetFromJsonAsync<JsonElement>("v2/prompts/greet", TestContext.Current.CancellationToken);

        var created = await _host.Client.PostAsJsonAsync("v2/prompts", new { name = "greet", prompt = "Hi {{name}}", labels = new[] { "production" } }, TestContext.Current.CancellationToken);

        Assert.Equal("Hello {{name}}", read.GetProperty("prompt").GetString());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("---\n---\nHi {{name}}\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "greet.v2.prompty"), TestContext.Current.CancellationToken));
        Assert.Equal("Hi {{name}}", (await _host.Observability.Prompts.GetAsync("greet", cancellationToken: TestContext.Current.CancellationToken)).Content.Text);
    }

    [Fact]
    public async Task Rollouts_OverFiles_AreNotImplementedAndSayWhy()
    {
        using var answer = await _host.Client.GetAsync("prompt-rollouts", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("The prompts of this application are files", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
