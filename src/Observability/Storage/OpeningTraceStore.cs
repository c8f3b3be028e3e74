using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Diagnostics;
using Observability.Model;
using Observability.Remote;
using Observability.Remote.Delivery;
using Observability.Storage.Catalog;

namespace Observability.Storage;

/// <summary>A store that opens in the background at its first use, and again with backoff when that fails.</summary>
/// <remarks>
/// Until it is open every call waits for the attempt that runs, or, between attempts, throws an <see cref="IOException"/> that says
/// why: the pipeline then retries and finally drops, so that a store that cannot open never touches the application.
/// </remarks>
internal sealed class OpeningTraceStore : ITraceStore, IMediaStore, ICatalogStore
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Func<ITraceStore> _open;
    private readonly Func<ITraceStore, IMediaStore?> _openMedia;
    private readonly string _description;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task<ITraceStore>? _attempt;
    private ITraceStore? _store;
    private IMediaStore? _media;
    private string? _lastError;
    private TimeSpan _backoff = FirstBackoff;
    private long _failedAt;
    private bool _disposed;

    public OpeningTraceStore(LlmObservabilityOptions options)
    {
        var server = options.ChosenServer;
        _open = options.StoreFactory ?? (server is null ? () => EmbeddedStore.Open(options) : () => RemoteTraceStore.Open(server, options.LoggerFactory, options.TimeProvider));
        _openMedia = store => options.MediaFactory?.Invoke() ?? store as IMediaStore ?? (options.StoreFactory is null ? EmbeddedStore.OpenMedia(options) : null);
        _description = options.StoreKey as string ?? "given to UseStore";
        _time = options.TimeProvider;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Storage");
    }

    /// <summary>What became of what was sent to a server; null when this is none, or not open yet.</summary>
    public DeliveryStatistics? Delivery => (Volatile.Read(ref _store) as RemoteTraceStore)?.Statistics;

    /// <summary>Begins to open; does not wait and does not throw.</summary>
    public void BeginOpen()
    {
        lock (_lock)
        {
            TryBegin();
        }
    }

    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).WriteAsync(batch, cancellationToken).ConfigureAwait(false);

    public async Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).DeleteAsync(request, cancellationToken).ConfigureAwait(false);

    public async Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).GetTraceAsync(project, id, payloads, cancellationToken).ConfigureAwait(false);

    public async Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).GetObservationAsync(project, id, trace, cancellationToken).ConfigureAwait(false);

    public async Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).ListTracesAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).ListObservationsAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).ListSessionsAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).ListUsersAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).ListScoresAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken).ConfigureAwait(false)).QueryMetricsAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default) =>
        await (await OpenMediaAsync(cancellationToken).ConfigureAwait(false)).PutAsync(project, content, cancellationToken).ConfigureAwait(false);

    public async Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default) =>
        await (await OpenMediaAsync(cancellationToken).ConfigureAwait(false)).GetAsync(project, id, cancellationToken).ConfigureAwait(false);

    public async Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) =>
        await (await OpenMediaAsync(cancellationToken).ConfigureAwait(false)).DeleteAsync(project, ids, cancellationToken).ConfigureAwait(false);

    public async Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default) =>
        await (await OpenMediaAsync(cancellationToken).ConfigureAwait(false)).DeleteAllAsync(project, cancellationToken).ConfigureAwait(false);

    public async Task<CatalogDocument?> GetAsync(ProjectId project, string collection, string id, CancellationToken cancellationToken = default) =>
        await (await OpenCatalogAsync(cancellationToken).ConfigureAwait(false)).GetAsync(project, collection, id, cancellationToken).ConfigureAwait(false);

    public async Task<Page<CatalogDocument>> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default) =>
        await (await OpenCatalogAsync(cancellationToken).ConfigureAwait(false)).ListAsync(query, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<long>> CommitAsync(IReadOnlyList<CatalogChange> changes, CancellationToken cancellationToken = default) =>
        await (await OpenCatalogAsync(cancellationToken).ConfigureAwait(false)).CommitAsync(changes, cancellationToken).ConfigureAwait(false);

    public async Task EraseAsync(ProjectId project, CancellationToken cancellationToken = default) =>
        await (await OpenCatalogAsync(cancellationToken).ConfigureAwait(false)).EraseAsync(project, cancellationToken).ConfigureAwait(false);

    /// <summary>Does nothing: a container that handed the store out disposes it before those who still write to it, and others may share it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Closes the store, for the last of those who share it.</summary>
    public async ValueTask CloseAsync()
    {
        Task<ITraceStore>? attempt;
        lock (_lock)
        {
            _disposed = true;
            attempt = _attempt;
        }

        if (attempt is not null)
        {
            await attempt.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }

        if (_store is { } store)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<ITraceStore> OpenAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _store) is { } store)
        {
            return new(store);
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return TryBegin() is { } attempt
                ? new(attempt.WaitAsync(cancellationToken))
                : throw new IOException($"The store {_description} is not open: {_lastError} It is tried again within {_backoff.TotalSeconds:0} s.");
        }
    }

    private async ValueTask<IMediaStore> OpenMediaAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        return _media ?? throw new NotSupportedException($"The store {_description} keeps no media. Use o.UseMedia(...) to name a store for it.");
    }

    private async ValueTask<ICatalogStore> OpenCatalogAsync(CancellationToken cancellationToken) =>
        await OpenAsync(cancellationToken).ConfigureAwait(false) as ICatalogStore
            ?? throw new NotSupportedException($"The store {_description} keeps no catalog of prompts, datasets and keys. Use a store that implements ICatalogStore.");

    private Task<ITraceStore>? TryBegin()
    {
        if (_attempt is null && !_disposed && (_lastError is null || _time.GetElapsedTime(_failedAt) >= _backoff))
        {
            _attempt = Task.Run(Open);
        }

        return _attempt;
    }

    private ITraceStore Open()
    {
        try
        {
            var store = _open();
            _media = _openMedia(store);
            Volatile.Write(ref _store, store);
            if (_lastError is not null)
            {
                _logger.StoreOpenedAtLast(_description);
            }

            return store;
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                var first = _lastError is null;
                _backoff = first ? FirstBackoff : TimeSpan.FromTicks(Math.Min(_backoff.Ticks * 2, LongestBackoff.Ticks));
                _lastError = exception.Message;
                _failedAt = _time.GetTimestamp();
                _attempt = null;
                if (first)
                {
                    _logger.StoreDoesNotOpen(exception, _description);
                }
            }

            throw new IOException($"The store {_description} does not open: {exception.Message}", exception);
        }
    }
}
