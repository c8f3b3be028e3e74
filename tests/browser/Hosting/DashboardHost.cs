using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.Browser.Tests.Hosting;

/// <summary>A real application on a real port with the dashboard mounted, over a store that a test fills.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app, string path)
    {
        _app = app;
        Origin = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Address = new Uri(Origin, path);
    }

    public Uri Origin { get; }

    /// <summary>Where the dashboard is, as a browser sees it.</summary>
    public Uri Address { get; }

    public LlmObservability Observability => _app.Services.GetRequiredService<LlmObservability>();

    /// <param name="prefix">Where it is mounted.</param>
    /// <param name="pathBase">The path in front of the whole application.</param>
    /// <param name="key">The pair of the only API key, where one is required.</param>
    public static async Task<DashboardHost> StartAsync(string prefix = "/llm", string pathBase = "", (string PublicKey, string SecretKey)? key = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        // A name of its own, so that hosts in one process never share a store.
        var observability = builder.Services.AddLlmObservability(options => options
            .UseStore(() => new InMemoryTraceStore(), name: Guid.NewGuid().ToString("N"))
            .UseMedia(() => new InMemoryMediaStore()));
        if (key is { } pair)
        {
            observability.AddProjects(bootstrap => (bootstrap.PublicKey, bootstrap.SecretKey) = pair);
        }

        var app = builder.Build();
        if (pathBase.Length > 0)
        {
            app.UsePathBase(pathBase);
            app.UseRouting();
        }

        app.MapLlmObservability(prefix, api => api.RequireApiKey = key is not null);
        await app.StartAsync();
        return new DashboardHost(app, pathBase + prefix);
    }

    public string Page(string path) => Address.ToString().TrimEnd('/') + path;

    public Task WriteAsync(TelemetryBatch batch) => Observability.Store.WriteAsync(batch);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
