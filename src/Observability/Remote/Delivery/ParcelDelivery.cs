using Observability.Pipeline;
using Observability.Remote.Outbox;

namespace Observability.Remote.Delivery;

/// <summary>Brings parcels to the server in the order they were given: at once while it takes them, over the disk when it does not.</summary>
/// <remarks>
/// While nothing waits on disk, a parcel is sent by whoever hands it over, with little patience. Once something waits, everything joins the
/// queue on disk, and one loop sends from its head with backoff. Thread-safe.
/// </remarks>
internal sealed class ParcelDelivery : IAsyncDisposable
{
    /// <summary>How long the server may take for what is not on disk yet.</summary>
    public static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);

    /// <summary>How often to look for what other processes left behind.</summary>
    public static readonly TimeSpan AdoptionInterval = TimeSpan.FromMinutes(1);

    /// <summary>How long disposal goes on sending what waits, while the server takes it.</summary>
    public static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);

    private const long NoWait = -1;

    private readonly OutboxDirectory _outbox;
    private readonly ParcelSender _sender;
    private readonly DeliveryHealth _health;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Backoff _backoff = new();
    private readonly AsyncSignal _signal = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _loop;
    private long _wait = NoWait;
    private volatile bool _isStopping;

    public ParcelDelivery(OutboxDirectory outbox, ParcelSender sender, DeliveryHealth health, TimeProvider time, TimeSpan timeout)
    {
        (_outbox, _sender, _health, _time, _timeout) = (outbox, sender, health, time, timeout);
        _outbox.Adopt();

        // The loop must not inherit the flow of whoever opened the store.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Takes over parcels; returns when the server or the disk has them.</summary>
    /// <exception cref="IOException">Neither takes them.</exception>
    public async Task DeliverAsync(IReadOnlyList<Parcel> parcels, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var parcel in parcels)
            {
                var rest = _outbox.IsEmpty ? await SendNowAsync(parcel, cancellationToken).ConfigureAwait(false) : parcel;
                _health.Received(parcel.Records - (rest?.Records ?? 0));
                if (rest is not null)
                {
                    _outbox.Add(rest);
                    _health.Received(rest.Records);
                    _signal.Set();
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        _signal.Set();
        if (_backoff.IsFailing)
        {
            await _giveUp.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            await _loop.WaitAsync(DisposePatience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What is on its way is sent once more after the next start, which changes nothing.
            await _giveUp.CancelAsync().ConfigureAwait(false);
            await _loop.ConfigureAwait(false);
        }

        _giveUp.Dispose();
    }

    /// <summary>Returns what the server did not take.</summary>
    private async Task<Parcel?> SendNowAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        try
        {
            if (await _sender.SendAsync(parcel, FirstPatience, cancellationToken).ConfigureAwait(false) is not { } unsettled)
            {
                return null;
            }

            Interlocked.Exchange(ref _wait, _backoff.Failed(unsettled.Answer.RetryAfter).Ticks);
            return unsettled.Rest;
        }
        catch (OperationCanceledException)
        {
            // The pipeline gives up waiting; the disk does not.
            return parcel;
        }
    }

    private async Task RunAsync()
    {
        PipelineFlow.Enter();
        while (!_giveUp.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _wait, NoWait) is var wait and not NoWait)
            {
                // An attempt to send at once failed just now: no need to repeat it this very moment.
                await WaitAsync(TimeSpan.FromTicks(wait)).ConfigureAwait(false);
            }

            if (!await TrySendNextAsync().ConfigureAwait(false))
            {
                if (_isStopping)
                {
                    return;
                }

                await _signal.WaitAsync(AdoptionInterval, _time).ConfigureAwait(false);
                _outbox.Adopt();
            }
        }
    }

    /// <summary>Sends the oldest parcel; false when none waits.</summary>
    private async Task<bool> TrySendNextAsync()
    {
        try
        {
            if (!_outbox.TryPeek(out var entry, out var parcel))
            {
                return false;
            }

            if (await _sender.SendAsync(parcel, _timeout, _giveUp.Token).ConfigureAwait(false) is not { } unsettled)
            {
                _backoff.Succeeded();
                _outbox.Complete(entry);
                return true;
            }

            if (!ReferenceEquals(unsettled.Rest, parcel))
            {
                _outbox.Replace(entry, unsettled.Rest);
            }

            await WaitAsync(_backoff.Failed(unsettled.Answer.RetryAfter)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposal.
        }
        catch (Exception exception)
        {
            _health.OutboxFailed(exception);
            await WaitAsync(_backoff.Failed(null)).ConfigureAwait(false);
        }

        return true;
    }

    private async Task WaitAsync(TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _time, _giveUp.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposal.
        }
    }
}
