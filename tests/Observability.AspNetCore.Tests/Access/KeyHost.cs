using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>A host on a clock of its own with two projects, and requests with keys of all kinds.</summary>
internal sealed class KeyHost : IAsyncDisposable
{
    public const string Project = "first";
    public const string OtherProject = "second";

    private KeyHost(ApiHost host, FakeTimeProvider time)
    {
        Host = host;
        Time = time;
    }

    public ApiHost Host { get; }

    public FakeTimeProvider Time { get; }

    public ApiKeyRepository Keys => Host.Services.GetRequiredService<ApiKeyRepository>();

    public ProjectRepository Projects => Host.Services.GetRequiredService<ProjectRepository>();

    public static async Task<KeyHost> StartAsync(
        bool requireApiKey = true,
        string environment = "Production",
        ITraceStore? store = null,
        Action<LlmObservabilityApiOptions>? api = null,
        Action<WebApplicationBuilder>? services = null)
    {
        var time = new FakeTimeProvider(Some.Time);
        var host = await ApiHost.StartAsync(
            store ?? new InMemoryTraceStore(),
            environment,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);

                // Nobody moves the clock for a batch that waits to become fuller.
                builder.Services.Configure<LlmObservabilityOptions>(options => options.BatchDelay = TimeSpan.Zero);
                services?.Invoke(builder);
            },
            api: options =>
            {
                options.RequireApiKey = requireApiKey;
                api?.Invoke(options);
            });
        var keys = new KeyHost(host, time);
        foreach (var project in new[] { Project, OtherProject })
        {
            await keys.Projects.EnsureAsync(new Project { Id = project, Name = project, Organization = Organization.Default });
        }

        return keys;
    }

    /// <summary>Makes a key and returns what a client has of it.</summary>
    public async Task<ApiKeyPair> KeyAsync(ApiKeyScope scope = ApiKeyScope.Full, string? project = Project, DateTimeOffset? expiresAt = null)
    {
        var created = new NewApiKey { ProjectId = scope == ApiKeyScope.Organization ? null : project, Scope = scope, ExpiresAt = expiresAt };
        await Keys.CreateAsync(created);
        return created.Pair;
    }

    public static AuthenticationHeaderValue Basic(ApiKeyPair pair) => Basic($"{pair.PublicKey}:{pair.SecretKey}");

    public static AuthenticationHeaderValue Basic(string text) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    public static AuthenticationHeaderValue Bearer(ApiKeyPair pair) => new("Bearer", pair.PublicKey);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, AuthenticationHeaderValue? credentials = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = credentials;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the last use of a key is written.</summary>
    public Task LastUseAsync() => Host.Services.GetRequiredService<ApiKeyDirectory>().LastUseWriting;

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
