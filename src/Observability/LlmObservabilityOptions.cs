using Microsoft.Extensions.Logging;
using Observability.Capture;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability;

/// <summary>How LLM observability captures, processes and stores. Configuration section <c>LlmObservability</c>.</summary>
/// <remarks>Read once, when the <see cref="LlmObservability"/> it configures is created; later changes have no effect.</remarks>
public sealed partial class LlmObservabilityOptions
{
    /// <summary>The configuration section that hosts bind: <c>LlmObservability</c>.</summary>
    public const string SectionName = "LlmObservability";

    private const string DefaultStorePath = "llm-observability";

    /// <summary>Whether anything is captured.</summary>
    /// <value>true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether prompts, completions, tool arguments and results are captured. Names, timing, tokens and cost always are.</summary>
    /// <value>true: content stays in the embedded store of this process unless a server is configured.</value>
    public bool CaptureContent { get; set; } = true;

    /// <summary>The directory of the embedded store; a relative path is taken from <see cref="AppContext.BaseDirectory"/>.</summary>
    /// <value><c>llm-observability</c>.</value>
    public string StorePath { get; set; } = DefaultStorePath;

    /// <summary>How long the embedded store keeps telemetry, counted from the start of its trace.</summary>
    /// <value>null: for ever. At least one hour.</value>
    public TimeSpan? Retention { get; set; }

    /// <summary>The key that secrets in the catalog, such as keys of LLM connections, are encrypted with: 32 bytes in base64.</summary>
    /// <value>null: with the embedded store a key is made at first use and kept in <c>secrets.key</c> beside it; a store of your own needs one.</value>
    public string? SecretKey { get; set; }

    /// <summary>The project everything belongs to.</summary>
    /// <value><c>default</c>.</value>
    public ProjectId Project { get; set; } = ProjectId.Default;

    /// <summary>The environment of everything captured.</summary>
    /// <value><c>default</c>; with a host, the host's environment name in lower case.</value>
    public string Environment { get; set; } = TraceEnvironment.Default;

    /// <summary>The release of the application.</summary>
    /// <value>null.</value>
    public string? Release { get; set; }

    /// <summary>The version of the application.</summary>
    /// <value>null.</value>
    public string? Version { get; set; }

    /// <summary>What a root observation takes its trace id from.</summary>
    /// <value><see cref="TraceRootMode.FollowActivity"/>.</value>
    public TraceRootMode TraceRoots { get; set; }

    /// <summary>Where our own log lines go: a store that does not open, records that were lost.</summary>
    /// <value>The host's logging; without a host null, which logs nothing.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>What opens the store; null for the embedded one.</summary>
    internal Func<ITraceStore>? StoreFactory { get; private set; }

    /// <summary>What opens the media store; null for the one that belongs to the store.</summary>
    internal Func<IMediaStore>? MediaFactory { get; private set; }

    /// <summary>The absolute form of <see cref="StorePath"/>.</summary>
    internal string FullStorePath => Path.GetFullPath(StorePath, AppContext.BaseDirectory);

    /// <summary>Equal for options that write to the same place: their instances share one open store.</summary>
    internal object StoreKey => _storeKey ?? (ChosenServer is { } server ? $"server:{server.Url} {server.PublicKey}" : FullStorePath);

    private object? _storeKey;

    /// <summary>Stores in what <paramref name="open"/> returns in place of the embedded store.</summary>
    /// <param name="open">Called once, on a background thread; what it throws is logged and it is called again later, with backoff.</param>
    /// <param name="name">Names the destination: everything that names it shares the store opened first. Null: every different delegate is its own destination.</param>
    public LlmObservabilityOptions UseStore(Func<ITraceStore> open, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        StoreFactory = open;
        _storeKey = name is null ? open : "store:" + name;
        return this;
    }

    /// <summary>Stores in memory, bounded, for tests and trials: what is written is gone when the last user is disposed.</summary>
    /// <param name="name">Everything of this process that names the same one shares it.</param>
    public LlmObservabilityOptions UseInMemoryStore(string name = "default") => UseStore(static () => new InMemoryTraceStore(), "memory/" + name);

    /// <summary>Keeps media in what <paramref name="open"/> returns in place of the store's own media.</summary>
    public LlmObservabilityOptions UseMedia(Func<IMediaStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        MediaFactory = open;
        return this;
    }
}
