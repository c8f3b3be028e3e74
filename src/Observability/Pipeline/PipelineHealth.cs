using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Diagnostics;

namespace Observability.Pipeline;

/// <summary>Counts what goes wrong and says so in the log: once when it begins, then at most once a minute with a sum.</summary>
internal sealed class PipelineHealth(LlmObservabilityOptions options, TimeProvider time, Func<PipelineStatistics> statistics) : IDisposable
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    // A failure that nothing was written after says little about now.
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Observability.Pipeline");
    private readonly ConcurrentDictionary<string, long> _lastLogged = new();
    private readonly Lock _reportLock = new();
    private long _mediaLost, _writeFailures, _processingFailures;
    private long _reported;
    private long? _reportedAt;
    private string? _lastError;
    private int _lossPending;
    private long _writeFailedAt;

    /// <summary>Whether the last write failed, not long ago.</summary>
    public bool IsWriteFailing => Interlocked.Read(ref _writeFailedAt) is var at and not 0 && time.GetElapsedTime(at) < FailureLifetime;

    public PipelineStatistics Complete(PipelineStatistics counts) => counts with
    {
        MediaDropped = Interlocked.Read(ref _mediaLost),
        WriteFailures = Interlocked.Read(ref _writeFailures),
        ProcessingFailures = Interlocked.Read(ref _processingFailures),
    };

    /// <summary>Says that records were lost; cheap, because a full queue calls it for every one.</summary>
    public void Lost() => Volatile.Write(ref _lossPending, 1);

    public void MediaLost()
    {
        Interlocked.Increment(ref _mediaLost);
        PipelineMetrics.MediaDropped.Add(1);
        if (MayLog("media"))
        {
            _logger.MediaLost(_lastError ?? "no media store is configured");
        }
    }

    public void WriteFailed(Exception exception)
    {
        Interlocked.Increment(ref _writeFailures);
        Interlocked.Exchange(ref _writeFailedAt, Math.Max(1, time.GetTimestamp()));
        PipelineMetrics.WriteFailures.Add(1);
        Volatile.Write(ref _lastError, exception.Message);
        if (MayLog("write"))
        {
            _logger.WriteFailed(exception);
        }

        Report();
    }

    public void WriteSucceeded() => Interlocked.Exchange(ref _writeFailedAt, 0);

    public void ProcessingFailed(string what, Exception exception)
    {
        Interlocked.Increment(ref _processingFailures);
        if (MayLog(what))
        {
            _logger.ProcessingFailed(exception, what);
        }
    }

    /// <summary>Logs a sum of what was lost since the last time, when it is time to.</summary>
    public void Report(bool now = false)
    {
        if (Volatile.Read(ref _lossPending) == 0)
        {
            return;
        }

        lock (_reportLock)
        {
            if (!now && _reportedAt is { } last && time.GetElapsedTime(last) < LogInterval)
            {
                return;
            }

            Volatile.Write(ref _lossPending, 0);
            _reportedAt = time.GetTimestamp();
            var dropped = statistics().Dropped;
            if (dropped > _reported)
            {
                _logger.RecordsLost(dropped - _reported, dropped, _lastError ?? "the queue was full");
                _reported = dropped;
            }
        }
    }

    public void Dispose() => Report(now: true);

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
