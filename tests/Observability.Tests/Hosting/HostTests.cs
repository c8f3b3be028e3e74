using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Observability.Capture;
using Observability.Storage;
using Observability.Testing;

namespace Observability.Tests.Hosting;

public class HostTests
{
    private readonly WriteOnlyStore _store = new();

    [Fact]
    public async Task UseLlmObservability_HostStops_FlushesAndClosesTheStore()
    {
        using var host = Build(settings: []);
        await host.StartAsync();

        host.Services.GetRequiredService<Tracer>().StartSpan("work").Dispose();
        await host.StopAsync();

        var observation = Assert.Single(_store.Written.Observations);
        Assert.Equal("staging-eu", observation.Environment);
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.Equal(1, _store.Disposals);
    }

    [Fact]
    public async Task UseLlmObservability_SectionAndCode_CodeWins()
    {
        using var host = Build(new() { ["LlmObservability:Release"] = "from-section", ["LlmObservability:Version"] = "from-section", ["LlmObservability:Project"] = "shop" }, o => o.Version = "from-code");

        var options = host.Services.GetRequiredService<IOptions<LlmObservabilityOptions>>().Value;

        Assert.Equal(("from-section", "from-code", "shop"), (options.Release, options.Version, options.Project.Value));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [Fact]
    public async Task UseLlmObservability_SeveralOptionsWrong_StartFailsListingAllKeys()
    {
        using var host = Build(new() { ["LlmObservability:StorePath"] = " ", ["LlmObservability:TraceRoots"] = "7" });

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("LlmObservability:StorePath", exception.Message);
        Assert.Contains("LlmObservability:TraceRoots", exception.Message);
    }

    [Fact]
    public async Task UseLlmObservability_StoreCannotOpen_HostRunsOn()
    {
        using var host = Build([], o => o.UseStore(() => throw new UnauthorizedAccessException("read-only")));
        await host.StartAsync();

        host.Services.GetRequiredService<Tracer>().StartSpan("work").Dispose();
        var read = await Assert.ThrowsAsync<IOException>(() => host.Services.GetRequiredService<ITraceStore>().ListTracesAsync(new TraceQuery()));

        Assert.Contains("read-only", read.Message);
    }

    [Fact]
    public async Task AddLlmObservability_Twice_RunsOneInstance()
    {
        var services = new ServiceCollection();
        services.AddLlmObservability(o => o.UseStore(() => _store));
        services.AddLlmObservability(o => o.Release = "2");

        await using var provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<LlmObservability>());
        Assert.Distinct(provider.GetServices<IHostedService>().Select(service => service.GetType()));
        Assert.Equal("2", provider.GetRequiredService<LlmObservability>().Options.Release);
    }

    private IHost Build(Dictionary<string, string?> settings, Action<LlmObservabilityOptions>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Staging EU", DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.UseLlmObservability(o => o.UseStore(() => _store));
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder.Build();
    }
}
