using Observability.Capture;
using Observability.Model;
using Observability.Pipeline;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Prompts.Files;
using Observability.Prompts.Rollout;
using Observability.Remote;
using Observability.Remote.Delivery;
using Observability.Remote.Prompts;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Secrets;

namespace Observability;

/// <summary>The running observability of one process: a tracer in front, a pipeline behind it, a store at the end.</summary>
/// <remarks>
/// Thread-safe. Applications get it from dependency injection (<c>services.AddLlmObservability()</c>), or without a host from
/// <see cref="Default"/> or <see cref="GetOrCreate"/>. The store opens in the background: a store that cannot open costs what was
/// captured meanwhile, never the application's calls.
/// </remarks>
public sealed partial class LlmObservability : IAsyncDisposable
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> that mirrors observations while somebody listens.</summary>
    public const string ActivitySourceName = "Observability.Llm";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of the GenAI metrics.</summary>
    public const string MeterName = "Observability.Llm";

    private readonly SharedStore.Lease? _store;
    private readonly IMediaStore? _media;
    private readonly TimeProvider _time;
    private readonly Lazy<CachingPromptRegistry> _prompts;
    private Action<LlmObservability>? _onDisposed;
    private SecretProtector? _secrets;
    private int _disposed;

    /// <summary>Runs on a writer of the caller's, which stays the caller's to dispose.</summary>
    internal LlmObservability(LlmObservabilityOptions options, ITraceWriter writer, TimeProvider? timeProvider = null, IMediaStore? media = null)
    {
        LlmObservabilityOptionsValidator.ThrowIfInvalid(options);
        Options = options;
        Writer = writer;
        _time = timeProvider ?? options.TimeProvider;
        _media = media ?? writer as IMediaStore ?? options.MediaFactory?.Invoke();
        Pipeline = new TelemetryPipeline(options, new PublishingTraceWriter(writer, Feed), () => _media, timeProvider, () => writer as ICatalogStore);
        Tracer = new Tracer(options, Pipeline, _time);
        _promptFiles = options.PromptFiles is null ? null : new Lazy<FolderCatalog>(OpenPromptFiles);
        _prompts = new Lazy<CachingPromptRegistry>(OpenPrompts, LazyThreadSafetyMode.PublicationOnly);
        LiveInstances.Add(this);
    }

    private LlmObservability(LlmObservabilityOptions options, SharedStore.Lease store)
        : this(options, store.Store)
    {
        _store = store;
    }

    /// <summary>Starts observations.</summary>
    public Tracer Tracer { get; }

    /// <summary>Tells what was written, once it is durable.</summary>
    public TraceFeed Feed { get; } = new();

    /// <summary>Reads, and writes past the pipeline, what was captured.</summary>
    /// <exception cref="InvalidOperationException">It was created on a writer that cannot be read.</exception>
    public ITraceStore Store => Writer as ITraceStore
        ?? throw new InvalidOperationException($"The destination {Writer.GetType().Name} is written to but cannot be read. Use o.UseStore(...) with an ITraceStore.");

    /// <summary>Keeps images, audio and files beside the store.</summary>
    /// <exception cref="InvalidOperationException">The destination keeps no media.</exception>
    public IMediaStore Media => _media
        ?? throw new InvalidOperationException($"The destination {Writer.GetType().Name} keeps no media. Use o.UseMedia(...) to name a store for it.");

    /// <summary>Keeps prompts, datasets, score configs, projects and keys beside the store.</summary>
    /// <exception cref="InvalidOperationException">The destination keeps no catalog.</exception>
    public ICatalogStore Catalog => Writer as ICatalogStore
        ?? throw new InvalidOperationException($"The destination {Writer.GetType().Name} keeps no catalog of prompts, datasets and keys. Use o.UseStore(...) with a store that implements ICatalogStore.");

    /// <summary>Versioned prompts, served by label: those of a folder of files, of the catalog beside the store, or of the server that telemetry is sent to.</summary>
    /// <remarks>
    /// Pulled prompts are answered from memory for <see cref="LlmObservabilityOptions.PromptTimeToLive"/>. Those of a server are kept on disk too, in
    /// <see cref="ServerOptions.PromptsPath"/>: while it cannot be reached the application goes on and also starts, and <see cref="IPromptRegistry.Status"/> says so.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The destination keeps no catalog.</exception>
    public IPromptRegistry Prompts => _prompts.Value;

    /// <summary>Rolls versions of prompts out step by step, and back when they are worse.</summary>
    /// <exception cref="InvalidOperationException">The destination keeps no catalog or cannot be read: with a server, rollouts are its own; or prompts are files.</exception>
    public PromptRollouts Rollouts => RolloutsOf(Options.Project);

    /// <summary>Sums up what became of the calls made from each version of a prompt.</summary>
    /// <exception cref="InvalidOperationException">The destination is written to but cannot be read.</exception>
    public PromptMetrics PromptMetrics => PromptMetricsOf(Options.Project);

    /// <summary>What became of everything captured so far.</summary>
    public PipelineStatistics Statistics => Pipeline.Statistics;

    /// <summary>What became of what was sent to a server; null when telemetry goes to a store, or nothing was written yet.</summary>
    public DeliveryStatistics? Delivery => (Writer as OpeningTraceStore)?.Delivery;

    internal IMediaStore? MediaOrNull => _media;

    /// <summary>Encrypts what is secret in the catalog.</summary>
    /// <exception cref="InvalidOperationException">There is no key, and no place of ours to keep one.</exception>
    /// <exception cref="IOException">The file of the key cannot be read or written.</exception>
    internal SecretProtector Secrets => LazyInitializer.EnsureInitialized(ref _secrets, () => new SecretProtector(OpenSecretKey()));

    internal ITraceWriter Writer { get; }

    internal LlmObservabilityOptions Options { get; }

    internal TelemetryPipeline Pipeline { get; }

    /// <summary>Whether prompts are kept beside the store, and not on a server.</summary>
    internal bool KeepsPrompts => _promptFiles is null && Writer is ICatalogStore and ITraceReader && (_store is null || Options.ChosenServer is null);

    /// <summary>The figures of a project's prompts.</summary>
    internal PromptMetrics PromptMetricsOf(ProjectId project) => new(Store, project);

    /// <summary>Begins to open the store in the background, so that the first write need not wait for it.</summary>
    internal void BeginOpen() => (Writer as OpeningTraceStore)?.BeginOpen();

    /// <summary>Sends records received from elsewhere through the same stages into the store; returns when they are durable.</summary>
    /// <exception cref="IOException">The queue is full or the store does not take them: sending all of it again later is safe.</exception>
    public Task SubmitAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) => Pipeline.SubmitAsync(batch, cancellationToken);

    /// <summary>Waits until everything captured before the call is durable or dropped.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => Pipeline.FlushAsync(cancellationToken);

    private byte[] OpenSecretKey() => Options.SecretKey is { } key ? Convert.FromBase64String(key)
        : Options.StoreFactory is null ? SecretKeyFile.Open(Options.FullStorePath)
        : throw new InvalidOperationException(
            $"Secrets cannot be kept: a store of your own needs a key. Set {LlmObservabilityOptions.SectionName}:{nameof(Options.SecretKey)} to {SecretProtector.KeyBytes} random bytes in base64, e.g. from \"openssl rand -base64 32\".");

    /// <summary>Flushes for at most five seconds, stops and closes the store unless another instance still uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        LiveInstances.Remove(this);
        _onDisposed?.Invoke(this);
        Tracer.Stop();
        if (_prompts.IsValueCreated)
        {
            _prompts.Value.Dispose();
        }

        if (_promptFiles?.IsValueCreated == true)
        {
            _promptFiles.Value.Dispose();
        }

        await Pipeline.DisposeAsync().ConfigureAwait(false);
        if (_store is not null)
        {
            await _store.DisposeAsync().ConfigureAwait(false);
        }
    }

    private CachingPromptRegistry OpenPrompts()
    {
        var logger = PromptLogger;
        if (_promptFiles is not null || _store is null || Options.ChosenServer is not { } server)
        {
            return new CachingPromptRegistry(PromptsOf(Options.Project), Options.PromptTimeToLive, null, logger, _time);
        }

        var pins = new PromptPins(server.DirectoryOf(server.PromptsPath), logger);
        return new CachingPromptRegistry(new RemotePromptRegistry(new PromptApi(new ServerConnection(server, _time))), Options.PromptTimeToLive, pins, logger, _time);
    }
}
