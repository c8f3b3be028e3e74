using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.SemanticKernel.Tests.Otlp;

/// <summary>A server of ours on loopback that takes spans in.</summary>
internal sealed class ReceivingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ITraceStore _store;

    private ReceivingServer(WebApplication app, ITraceStore store)
    {
        _app = app;
        _store = store;
    }

    public Uri Address => new(_app.Urls.First());

    public static async Task<ReceivingServer> StartAsync()
    {
        var store = new InMemoryTraceStore();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddLlmObservability(options => options.UseStore(() => store));
        var app = builder.Build();
        app.MapLlmObservability("");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ReceivingServer(app, store);
    }

    /// <summary>The observations of the only trace, with everything.</summary>
    public async Task<IReadOnlyList<ObservationRecord>> ObservationsAsync()
    {
        var page = await _store.ListTracesAsync(new() { Project = ProjectId.Default, Limit = 10 }, TestContext.Current.CancellationToken);
        var trace = await _store.GetTraceAsync(ProjectId.Default, Assert.Single(page.Items).Trace.Id, PayloadSelection.All, TestContext.Current.CancellationToken);
        return trace!.Observations;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
