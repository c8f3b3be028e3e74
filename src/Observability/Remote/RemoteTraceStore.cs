using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Observability.Diagnostics;
using Observability.Model;
using Observability.Remote.Delivery;
using Observability.Remote.Export;
using Observability.Remote.Outbox;
using Observability.Storage;

namespace Observability.Remote;

/// <summary>A store on the other side of HTTP: one of our servers, or a Langfuse server.</summary>
/// <remarks>
/// Observations go by OTLP, scores and what OTLP cannot carry by the ingestion API, media by upload. What the server cannot take waits on
/// disk; <see cref="WriteAsync"/> returns when the server or the disk has the batch. Thread-safe.
/// </remarks>
public sealed partial class RemoteTraceStore : ITraceStore, IMediaStore
{
    private readonly ServerConnection _server;
    private readonly LlmObservabilityClient _client;
    private readonly OutboxDirectory _outbox;
    private readonly ParcelDelivery _delivery;
    private readonly DeliveryHealth _health;
    private readonly WaitingMedia _waitingMedia = new();
    private readonly RecentMedia _recentMedia = new();
    private readonly Lock _encoderLock = new();
    private readonly BatchEncoder _encoder = new();
    private int _disposed;

    private RemoteTraceStore(ServerOptions options, ILogger logger, TimeProvider time, OutboxFiles? files)
    {
        _server = new ServerConnection(options, time);
        _client = new LlmObservabilityClient(_server, time, isOwned: false);
        var outboxPath = OutboxDirectory.PathOf(options);
        logger.SendsToServer(_server.Address.ToString(), outboxPath);
        _health = new DeliveryHealth(_server.Address.ToString(), outboxPath, logger, time);
        _outbox = new OutboxDirectory(outboxPath, options.OutboxBytes, _health, time, files);
        var routes = new Dictionary<ParcelKind, IParcelRoute>
        {
            [ParcelKind.Spans] = new SpanRoute(_server, time),
            [ParcelKind.Events] = new EventRoute(_server, time),
            [ParcelKind.Media] = new MediaRoute(_server, time),
        };
        _delivery = new ParcelDelivery(_outbox, new ParcelSender(routes, _health, _outbox.KeepRefused), _health, time, options.Timeout);
    }

    /// <summary>What became of everything handed over so far.</summary>
    public DeliveryStatistics Statistics
    {
        get
        {
            var (records, bytes) = _outbox.Waiting;
            return _health.Statistics(records, bytes);
        }
    }

    /// <summary>Begins to send to a server, first of all what earlier processes left in the outbox. Connects to nothing yet.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or out of its range; the message lists all of them.</exception>
    public static RemoteTraceStore Open(ServerOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null) =>
        Open(options, loggerFactory, timeProvider, null);

    /// <inheritdoc/>
    /// <exception cref="IOException">Neither the server nor the disk takes it.</exception>
    public async Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        IReadOnlyList<Parcel> parcels;
        lock (_encoderLock)
        {
            parcels = _encoder.Encode(batch);
        }

        var media = new BatchMedia(batch, _waitingMedia, _recentMedia);
        await _delivery.DeliverAsync([.. media.Uploads, .. parcels, .. media.Links], cancellationToken).ConfigureAwait(false);
        media.Delivered();
    }

    /// <summary>Holds a media object until a batch that shows it is written, and is sent with it.</summary>
    public Task PutAsync(ProjectId project, MediaContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (_recentMedia.Find(content.Id) is null)
        {
            _health.MediaLost(_waitingMedia.Add(content));
        }

        return Task.CompletedTask;
    }

    /// <summary>Stops; what waits is sent by whoever opens the outbox next. While the server takes it, disposal goes on sending for 2 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _delivery.DisposeAsync().ConfigureAwait(false);
        _outbox.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    internal static RemoteTraceStore Open(ServerOptions options, ILoggerFactory? loggerFactory, TimeProvider? timeProvider, OutboxFiles? files)
    {
        ServerOptionsRules.ThrowIfInvalid(options);
        return new RemoteTraceStore(options, (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Remote"), timeProvider ?? TimeProvider.System, files);
    }
}
