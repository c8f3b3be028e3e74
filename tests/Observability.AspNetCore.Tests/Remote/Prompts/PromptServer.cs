using Microsoft.Extensions.DependencyInjection;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Prompts.Catalog;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Remote.Prompts;

/// <summary>A real server of ours, and applications that pull their prompts from it.</summary>
internal sealed class PromptServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("prompt-server");
    private readonly List<LlmObservability> _applications = [];
    private readonly ApiKeyPair _key;
    private readonly string _url;
    private bool _stopped;

    private PromptServer(ApiHost host, ApiKeyPair key)
    {
        Host = host;
        _key = key;
        _url = new Uri(host.Client.BaseAddress!, "../..").ToString();
    }

    public ApiHost Host { get; }

    /// <summary>The prompts as the server itself has them.</summary>
    public IPromptRegistry Kept => new CatalogPromptRegistry(Host.Observability.Catalog, ProjectId.Default, TimeProvider.System);

    public string PinsPath => Path.Combine(_directory.FullName, "prompts");

    public static async Task<PromptServer> StartAsync()
    {
        var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var project = ProjectId.Default.Value;
        await host.Services.GetRequiredService<ProjectRepository>().EnsureAsync(new Project { Id = project, Name = project, Organization = Organization.Default });
        var key = new NewApiKey { ProjectId = project, Scope = ApiKeyScope.Full };
        await host.Services.GetRequiredService<ApiKeyRepository>().CreateAsync(key);
        return new PromptServer(host, key.Pair);
    }

    /// <summary>An application that begins now.</summary>
    public LlmObservability StartApplication(TimeSpan timeToLive, TimeProvider? time = null, string? secretKey = null)
    {
        var options = new LlmObservabilityOptions { PromptTimeToLive = timeToLive, TimeProvider = time ?? TimeProvider.System };
        options.UseServer(_url, _key.PublicKey, secretKey ?? _key.SecretKey, server =>
        {
            server.OutboxPath = Path.Combine(_directory.FullName, "outbox");
            server.PromptsPath = PinsPath;
        });
        var application = LlmObservability.Create(options);
        _applications.Add(application);
        return application;
    }

    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await Host.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var application in _applications)
        {
            await application.DisposeAsync();
        }

        await StopAsync();
        _directory.Delete(recursive: true);
    }
}
