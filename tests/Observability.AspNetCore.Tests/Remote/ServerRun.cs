using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Observability.AspNetCore.Tests.Access;
using Observability.Model;
using Observability.Remote;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>An application whose records go into a store of its own and, the very same, to a real server of ours.</summary>
internal sealed class ServerRun : ITraceWriter, IAsyncDisposable
{
    private readonly string _outbox = Path.Combine(Path.GetTempPath(), "llmobs-" + Guid.NewGuid().ToString("N"));

    private readonly CollectingLoggerProvider _log = new();

    private ServerRun(ApiHost server, ApiKeyPair key)
    {
        Server = server;

        // On a clock that stands still: the patience for a direct answer never ends, however slow the machine is.
        Remote = RemoteTraceStore.Open(new ServerOptions { Url = new Uri(server.Client.BaseAddress!, "../..").ToString(), PublicKey = key.PublicKey, SecretKey = key.SecretKey, OutboxPath = _outbox }, LoggerFactory.Create(logging => logging.AddProvider(_log)), timeProvider: new FakeTimeProvider());
        Client = new LlmObservabilityClient(new Uri(server.Client.BaseAddress!, "../..").ToString(), key.PublicKey, key.SecretKey);
        Application = new LlmObservability(new LlmObservabilityOptions(), this, media: Remote);
    }

    public ApiHost Server { get; }

    public RemoteTraceStore Remote { get; }

    public LlmObservabilityClient Client { get; }

    /// <summary>What the application keeps itself.</summary>
    public InMemoryTraceStore Local { get; } = new();

    public LlmObservability Application { get; }

    /// <summary>What the server keeps.</summary>
    public ITraceStore Kept => Server.Observability.Store;

    public static async Task<ServerRun> StartAsync(IMediaStore? media = null, Action<WebApplication>? pipeline = null)
    {
        var server = await ApiHost.StartAsync(
            new InMemoryTraceStore(),
            services: builder =>
            {
                if (media is not null)
                {
                    builder.Services.AddLlmObservability(options => options.UseMedia(() => media));
                }
            },
            pipeline: pipeline);
        var project = ProjectId.Default.Value;
        await server.Services.GetRequiredService<ProjectRepository>().EnsureAsync(new Project { Id = project, Name = project, Organization = Organization.Default });
        var key = new NewApiKey { ProjectId = project, Scope = ApiKeyScope.Full };
        await server.Services.GetRequiredService<ApiKeyRepository>().CreateAsync(key);
        server.Client.DefaultRequestHeaders.Authorization = KeyHost.Basic(key.Pair);
        return new ServerRun(server, key.Pair);
    }

    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        await Local.WriteAsync(batch, cancellationToken);
        await Remote.WriteAsync(batch, cancellationToken);
    }

    /// <summary>Checks that the server keeps each trace as the application's own store does.</summary>
    public async Task AssertSameAsync(params IEnumerable<TraceId> traces)
    {
        Assert.True(Remote.Statistics is { Waiting: 0, Refused: 0, Rejected: 0 }, $"{Remote.Statistics}\n{string.Join('\n', _log.Messages)}");
        foreach (var trace in traces)
        {
            var local = await Local.GetTraceAsync(ProjectId.Default, trace, PayloadSelection.All);
            Assert.NotNull(local);
            Assert.Equal(TraceText.Of(local), TraceText.Of(await Kept.GetTraceAsync(ProjectId.Default, trace, PayloadSelection.All)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await Remote.DisposeAsync();
        Client.Dispose();
        await Server.DisposeAsync();
        if (Directory.Exists(_outbox))
        {
            Directory.Delete(_outbox, recursive: true);
        }
    }
}
