using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Observability.Capture;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb;

namespace Observability.Server.Tests;

/// <summary>The executable from start to end.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private const string PublicKey = "pk-lf-0123456789ab";
    private const string SecretKey = "sk-lf-0123456789ab";

    private static readonly (string, string)[] Key = [("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", SecretKey)];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_OnAnEmptyDirectory_ShowsAKeyOnceAndKeepsIt()
    {
        System.Net.Http.Headers.AuthenticationHeaderValue key;
        await using (var first = await ServerProcess.StartAsync(_directory.Path))
        {
            await first.ReadyAsync();
            key = first.ShownKey();
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/api/public/traces", key));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, "/api/public/traces"));
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await ServerProcess.StartAsync(_directory.Path);
        await second.ReadyAsync();

        Assert.DoesNotContain("LANGFUSE_SECRET_KEY", second.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, "/api/public/traces", key));
        Assert.True(Directory.Exists(Path.Combine(_directory.Path, "llm-observability")));
    }

    [Fact]
    public async Task Stop_BySignalWhileSomebodyWatches_EndsCleanlyWithEverythingOnDisk()
    {
        await using (var server = await ServerProcess.StartAsync(_directory.Path, null, Key))
        {
            await server.ReadyAsync();
            using var client = new HttpClient();
            using var watch = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/api/public/live/traces")) { Headers = { Authorization = ServerProcess.Basic(PublicKey, SecretKey) } };
            using var watching = await client.SendAsync(watch, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, watching.StatusCode);
            using var written = await server.PostAsync("/v1/traces", Spans("0af7651916cd43dd8448eb211c80319c"), ServerProcess.Basic(PublicKey, SecretKey));
            Assert.Equal(HttpStatusCode.OK, written.StatusCode);

            Assert.Equal(0, await server.StopAsync());
            Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
        }

        await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = Path.Combine(_directory.Path, "llm-observability") });
        Assert.NotNull(await store.GetTraceAsync(ProjectId.Default, new TraceId("0af7651916cd43dd8448eb211c80319c")));
    }

    [Fact]
    public async Task Start_OnTheStoreOfAnEmbeddedApplication_ShowsWhatItLeft()
    {
        var path = Path.Combine(_directory.Path, "left-behind");
        await using (var services = new ServiceCollection().AddLlmObservability(options => options.StorePath = path).Services.BuildServiceProvider())
        {
            using var span = services.GetRequiredService<Tracer>().StartSpan("embedded work");
        }

        await using var server = await ServerProcess.StartAsync(_directory.Path, ["--store-path", "left-behind"], Key);
        await server.ReadyAsync();
        using var response = await server.GetAsync("/api/public/traces", ServerProcess.Basic(PublicKey, SecretKey));

        Assert.Contains("embedded work", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithBasePathAndFile_ServesOnlyThere()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "llm-observability.json"), """{"LlmObservability":{"Server":{"Store":"memory","BasePath":"/from-file"}}}""", TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartAsync(_directory.Path, ["--base-path", "/obs/"]);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/obs/api/public/health"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "/api/public/health"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, "/from-file/api/public/health"));
        Assert.Equal("/obs", await MountAsync(server, "/obs/api/public/openapi.json"));
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "llm-observability")));
    }

    [Theory]
    [InlineData("127.0.0.1", "/outer")]
    [InlineData("127.0.0.0/8", "/outer")]
    [InlineData("10.0.0.0/8", "/")]
    [InlineData(null, "/")]
    public async Task ForwardedHeaders_OfAProxy_CountOnlyWhenItIsTrusted(string? proxy, string expected)
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path, ["--store", "memory", .. proxy is null ? Array.Empty<string>() : ["--trusted-proxy", proxy]]);

        var mount = await MountAsync(server, "/api/public/openapi.json", ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/outer"));

        Assert.Equal(expected, mount);
    }

    [Fact]
    public async Task Health_StoreIsAnotherProcesses_IsRedUntilItIsFree()
    {
        var path = Path.Combine(_directory.Path, "llm-observability");
        var owner = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = path });
        try
        {
            await using var server = await ServerProcess.StartAsync(_directory.Path, null, Key);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/api/public/health"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/api/public/ready"));

            await owner.DisposeAsync();
            await server.ReadyAsync();
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/api/public/health"));
        }
        finally
        {
            await owner.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("--store", "cloud", "LlmObservability:Server:Store is \"cloud\"")]
    [InlineData("--base-path", "/{x}", "LlmObservability:Server:BasePath is \"/{x}\"")]
    [InlineData("--trusted-proxy", "nginx", "LlmObservability:Server:TrustedProxies holds \"nginx\"")]
    [InlineData("--LlmObservability:Api:RequestsPerMinute", "0", "LlmObservability:Api:RequestsPerMinute is \"0\"")]
    [InlineData("--LANGFUSE_INIT_PROJECT_SECRET_KEY", "short", "LlmObservability:Bootstrap:SecretKey")]
    [InlineData("--config", "missing.json", "missing.json")]
    public async Task Start_WithASettingThatMakesNoSense_EndsAndNamesIt(string name, string value, string message)
    {
        var (exitCode, output) = await ServerProcess.RunAsync(_directory.Path, ["--urls", "http://127.0.0.1:0", name, value]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Asked_NamesEverySwitch()
    {
        var (exitCode, output) = await ServerProcess.RunAsync(_directory.Path, ["--help"]);

        Assert.Equal(0, exitCode);
        Assert.All(new[] { "--urls", "--grpc-url", "--store-path", "--store", "--base-path", "--trusted-proxy", "--config" }, name => Assert.Contains(name + " ", output, StringComparison.Ordinal));
    }

    private static string Spans(string traceId) => $$$"""
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{traceId}}}","spanId":"b7ad6b7169203331","name":"s","startTimeUnixNano":"1772618400000000000","endTimeUnixNano":"1772618401000000000"}]}]}]}
        """;

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string path, System.Net.Http.Headers.AuthenticationHeaderValue? key = null)
    {
        using var response = await server.GetAsync(path, key);
        return response.StatusCode;
    }

    private static async Task<string?> MountAsync(ServerProcess server, string path, params (string, string)[] headers)
    {
        using var response = await server.GetAsync(path, null, headers);
        var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("servers")[0].GetProperty("url").GetString();
    }
}
