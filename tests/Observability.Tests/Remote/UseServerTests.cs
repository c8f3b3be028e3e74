using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Observability.Capture;
using Observability.Testing;
using Observability.Testing.Remote;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Remote;

/// <summary>How an application says that it sends to a server.</summary>
public sealed class UseServerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task UseServer_WithoutAHost_SendsWhatIsCaptured()
    {
        await using var server = await ScriptedServer.StartAsync();
        await using var observability = LlmObservability.GetOrCreate(new LlmObservabilityOptions().UseServer(server.Url, "pk", "sk", o => o.OutboxPath = _directory.Path));

        using (observability.Tracer.StartSpan("work"))
        {
            observability.Tracer.StartSpan("step").Dispose();
        }

        await observability.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["step", "work"], server.TakenSpans.Order());
        Assert.Equal(2, observability.Delivery?.Delivered);
    }

    [Theory]
    [InlineData("LANGFUSE_BASE_URL")]
    [InlineData("LANGFUSE_HOST")]
    [InlineData("LANGFUSE_BASEURL")]
    public async Task Environment_NamesAServer_TheHostSendsThere(string variable)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var host = Build(new() { [variable] = server.Url, ["LANGFUSE_PUBLIC_KEY"] = "pk", ["LANGFUSE_SECRET_KEY"] = "sk", ["LlmObservability:Server:OutboxPath"] = _directory.Path });
        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<Tracer>().StartSpan("work").Dispose();
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["work"], server.TakenSpans);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [Fact]
    public void Destination_EveryWayToNameIt_TheMoreExplicitWins()
    {
        var environment = new Dictionary<string, string> { ["LANGFUSE_BASE_URL"] = "http://env", ["LANGFUSE_PUBLIC_KEY"] = "pk-env", ["LANGFUSE_SECRET_KEY"] = "sk-env" };
        LlmObservabilityOptions Options() => new() { Variables = environment.GetValueOrDefault };

        Assert.Equal("http://env", Options().ChosenServer?.Url);
        Assert.Null(Options().UseInMemoryStore().ChosenServer);
        Assert.Null(new LlmObservabilityOptions { Variables = environment.GetValueOrDefault, StorePath = "/elsewhere" }.ChosenServer);
        Assert.Equal("http://code", Options().UseServer("http://code", "pk", "sk").ChosenServer?.Url);
        Assert.Equal("http://code", Options().UseInMemoryStore().UseServer("http://code", "pk", "sk").ChosenServer?.Url);
        Assert.Null(Options().UseServer("http://code", "pk", "sk").UseInMemoryStore().ChosenServer);
        var mixed = Options();
        mixed.Server.Url = "http://section";
        Assert.Equal(("http://section", "sk-env"), (mixed.ChosenServer?.Url, mixed.ChosenServer?.SecretKey));
        Assert.Null(new LlmObservabilityOptions { Variables = _ => null }.ChosenServer);
    }

    [Theory]
    [InlineData("LANGFUSE_PUBLIC_KEY", "LANGFUSE_BASE_URL", "LANGFUSE_SECRET_KEY")]
    [InlineData("LANGFUSE_HOST", "LANGFUSE_PUBLIC_KEY", "LANGFUSE_SECRET_KEY")]
    [InlineData("LANGFUSE_SECRET_KEY", "LANGFUSE_BASE_URL", "LANGFUSE_PUBLIC_KEY")]
    public async Task Environment_NamesAServerInPart_StartFailsListingWhatIsMissing(string set, params string[] missing)
    {
        using var host = Build(new() { [set] = "http://localhost" });

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.All(missing, name => Assert.Contains(name, failure.Message));
        Assert.Contains("LlmObservability:Server:", failure.Message);
    }

    [Fact]
    public void Settings_Wrong_AreAllListed()
    {
        var options = new LlmObservabilityOptions().UseServer("ftp://host", "pk", "sk", o => { o.OutboxPath = " "; o.OutboxBytes = 1; o.Timeout = TimeSpan.Zero; });

        var failure = Assert.Throws<OptionsValidationException>(() => LlmObservability.GetOrCreate(options));

        Assert.All(["Url", "OutboxPath", "OutboxBytes", "Timeout"], name => Assert.Contains("LlmObservability:Server:" + name, failure.Message));
    }

    [Fact]
    public async Task UseServer_OneLogLine_SaysWhereTelemetryGoes()
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await ScriptedServer.StartAsync();
        await using (var observability = LlmObservability.GetOrCreate(new LlmObservabilityOptions { LoggerFactory = logs }.UseServer(server.Url, "pk", "sk-secret", o => o.OutboxPath = _directory.Path)))
        {
            observability.Tracer.StartSpan("work").Dispose();
        }

        Assert.Single(logs.Lines, line => line.Contains("sends what it captures to the server " + server.Url));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("sk-secret"));
    }

    public void Dispose() => _directory.Dispose();

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.UseLlmObservability();
        return builder.Build();
    }
}
