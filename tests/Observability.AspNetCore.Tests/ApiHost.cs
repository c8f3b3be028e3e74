using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.AspNetCore.Tests.OpenApi;
using Observability.Storage;

namespace Observability.AspNetCore.Tests;

/// <summary>A real application on a real port with the API mounted, at <c>/llm</c> unless asked.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, string prefix)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient(new ValidatingHandler()) { BaseAddress = new Uri(Address, $"{prefix}/api/public/") };
    }

    /// <summary>Where the application listens.</summary>
    public Uri Address { get; }

    /// <summary>A client whose every answer must have the shape that docs/openapi.json says.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public LlmObservability Observability => _app.Services.GetRequiredService<LlmObservability>();

    public static Task<ApiHost> StartAsync(
        ITraceStore store,
        string environment = "Development",
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? pipeline = null,
        Action<IEndpointConventionBuilder>? endpoints = null,
        string prefix = "/llm",
        Action<LlmObservabilityApiOptions>? api = null) => StartAsync(() => store, environment, services, pipeline, endpoints, prefix, api);

    public static async Task<ApiHost> StartAsync(
        Func<ITraceStore> store,
        string environment = "Development",
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? pipeline = null,
        Action<IEndpointConventionBuilder>? endpoints = null,
        string prefix = "/llm",
        Action<LlmObservabilityApiOptions>? api = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // On a machine that does other work a client of this very process may send nothing for seconds; the limits are the server's to test.
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (null, null));
        builder.Logging.ClearProviders();
        builder.Services.AddLlmObservability(options => options.UseStore(store));
        services?.Invoke(builder);
        var app = builder.Build();
        pipeline?.Invoke(app);
        var mapped = app.MapLlmObservability(prefix, api);
        endpoints?.Invoke(mapped);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiHost(app, prefix);
    }

    /// <summary>Gets JSON that must be there.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Sends JSON that must be taken, and returns the answer.</summary>
    public Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null) => RefusedAsync(HttpStatusCode.OK, method, path, body);

    /// <summary>Sends a request that must be refused with a status, and returns the JSON it is refused with.</summary>
    public async Task<JsonElement> RefusedAsync(HttpStatusCode status, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
