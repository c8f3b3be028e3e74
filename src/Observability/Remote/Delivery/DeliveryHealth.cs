using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Observability.Diagnostics;

namespace Observability.Remote.Delivery;

/// <summary>Counts what becomes of what is sent, and says in the log when it goes wrong: once when it begins, then at most once a minute.</summary>
internal sealed class DeliveryHealth(string server, string outboxPath, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _lastLogged = new();
    private long _received, _adopted, _delivered, _rejected, _refused, _dropped, _mediaLost, _failures;
    private int _saidDown;

    public DeliveryStatistics Statistics(long waiting, long waitingBytes) => new()
    {
        Received = Interlocked.Read(ref _received),
        Adopted = Interlocked.Read(ref _adopted),
        Delivered = Interlocked.Read(ref _delivered),
        Rejected = Interlocked.Read(ref _rejected),
        Refused = Interlocked.Read(ref _refused),
        Dropped = Interlocked.Read(ref _dropped),
        MediaLost = Interlocked.Read(ref _mediaLost),
        Failures = Interlocked.Read(ref _failures),
        Waiting = waiting,
        WaitingBytes = waitingBytes,
    };

    public void Received(long records) => Interlocked.Add(ref _received, records);

    public void Adopted(long records) => Interlocked.Add(ref _adopted, records);

    public void Taken(Parcel parcel, Answer answer)
    {
        var rejected = Math.Min(answer.Rejected, parcel.Records);
        Interlocked.Add(ref _delivered, parcel.Records - rejected);
        Interlocked.Add(ref _rejected, rejected);
        DeliveryMetrics.Add(parcel.Records - rejected, "delivered");
        DeliveryMetrics.Add(rejected, "rejected");
        if (answer.Rejected > 0 && MayLog("rejected"))
        {
            logger.RecordsRejected(server, answer.Rejected, answer.Reason ?? "it did not say why");
        }

        if (Interlocked.Exchange(ref _saidDown, 0) != 0)
        {
            logger.ServerIsBack(server);
        }
    }

    public void Refused(ParcelKind kind, int records, string reason)
    {
        Interlocked.Add(ref _refused, records);
        DeliveryMetrics.Add(records, "refused");
        if (kind is ParcelKind.Media)
        {
            Interlocked.Increment(ref _mediaLost);
        }

        if (MayLog("refused"))
        {
            logger.ParcelRefused(server, records, Path.Combine(outboxPath, Outbox.OutboxDirectory.RefusedFolder), reason);
        }
    }

    public void MediaLost(int count) => Interlocked.Add(ref _mediaLost, count);

    public void Dropped(ParcelKind? kind, int records)
    {
        Interlocked.Add(ref _dropped, records);
        DeliveryMetrics.Add(records, "dropped");
        if (kind is ParcelKind.Media)
        {
            Interlocked.Increment(ref _mediaLost);
        }

        if (MayLog("dropped"))
        {
            logger.OutboxIsFull(records, Interlocked.Read(ref _dropped), outboxPath);
        }
    }

    public void Failed(Answer answer)
    {
        Interlocked.Increment(ref _failures);
        DeliveryMetrics.Failures.Add(1);
        if (MayLog("down"))
        {
            Volatile.Write(ref _saidDown, 1);
            logger.ServerIsDown(server, outboxPath, answer.Reason ?? "no reason given");
        }
    }

    public void OutboxFailed(Exception exception)
    {
        if (MayLog("outbox"))
        {
            logger.OutboxFailed(exception, outboxPath);
        }
    }

    private bool MayLog(string what)
    {
        var now = time.GetTimestamp();
        var may = false;
        _lastLogged.AddOrUpdate(what, _ => { may = true; return now; }, (_, last) =>
        {
            may = time.GetElapsedTime(last, now) >= LogInterval;
            return may ? now : last;
        });
        return may;
    }
}
