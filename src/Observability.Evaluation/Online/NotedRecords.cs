using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Online;

/// <summary>What ended lately and waits until all that belongs to it has arrived. Filled on the pipeline's thread, so it only notes.</summary>
internal sealed class NotedRecords(TimeSpan delay, TimeProvider time)
{
    /// <summary>The most that are noted; beyond that the newest are passed over and counted.</summary>
    public const int Max = 20_000;

    // A trace whose root is elsewhere, or never ends, is judged once it has been quiet for long.
    private static readonly TimeSpan RootlessDelay = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ProjectId, ObservationId), NotedObservation> _observations = [];
    private readonly Dictionary<(ProjectId, TraceId), NotedTrace> _traces = [];
    private long _missed;

    /// <summary>How many were passed over because too many waited.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Notes what a batch finished; returns whether it did.</summary>
    public bool Add(TelemetryBatch batch)
    {
        var added = false;
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var record in batch.Observations)
            {
                if (record.EndTime is null || record.Environment == Evaluator.JudgeEnvironment)
                {
                    continue;
                }

                if (_observations.Count >= Max && !_observations.ContainsKey((record.Project, record.Id)))
                {
                    _missed++;
                    continue;
                }

                // Rules look at everything but what went in and out, which is what takes memory.
                _observations[(record.Project, record.Id)] = new NotedObservation(record with { Input = null, Output = null, Parameters = null }, now + delay, now);
                var before = _traces.GetValueOrDefault((record.Project, record.TraceId));
                var hasRoot = record.ParentId is null || before is { HasRoot: true };
                _traces[(record.Project, record.TraceId)] = new NotedTrace(hasRoot, now + (hasRoot ? delay : delay + RootlessDelay), before?.NotedAt ?? now);
                added = true;
            }
        }

        return added;
    }

    /// <summary>Takes what has waited long enough.</summary>
    public IReadOnlyList<NotedProject> TakeDue()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var observations = _observations.Where(entry => entry.Value.DueAt <= now).ToList();
            var traces = _traces.Where(entry => entry.Value.DueAt <= now).ToList();
            observations.ForEach(entry => _observations.Remove(entry.Key));
            traces.ForEach(entry => _traces.Remove(entry.Key));
            return [.. observations.Select(entry => entry.Key.Item1).Concat(traces.Select(entry => entry.Key.Item1)).Distinct().Select(project => new NotedProject(
                project,
                [.. observations.Where(entry => entry.Key.Item1 == project).Select(entry => entry.Value.Record)],
                [.. traces.Where(entry => entry.Key.Item1 == project).Select(entry => entry.Key.Item2)],
                observations.Select(entry => entry.Value.NotedAt).Concat(traces.Select(entry => entry.Value.NotedAt)).Min()))];
        }
    }

    /// <summary>Puts back what could not be matched now.</summary>
    public void Return(NotedProject noted)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var record in noted.Observations)
            {
                _observations.TryAdd((noted.Project, record.Id), new NotedObservation(record, now + delay, noted.Since));
            }

            foreach (var trace in noted.Traces)
            {
                _traces.TryAdd((noted.Project, trace), new NotedTrace(true, now + delay, noted.Since));
            }
        }
    }

    /// <summary>When something waits no longer; null when nothing waits.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            var dues = _observations.Values.Select(noted => noted.DueAt).Concat(_traces.Values.Select(noted => noted.DueAt));
            return dues.Cast<DateTimeOffset?>().Min();
        }
    }

    /// <summary>Since when something of a project waits; null when nothing does.</summary>
    public DateTimeOffset? OldestOf(ProjectId project)
    {
        lock (_lock)
        {
            var since = _observations.Where(entry => entry.Key.Item1 == project).Select(entry => entry.Value.NotedAt)
                .Concat(_traces.Where(entry => entry.Key.Item1 == project).Select(entry => entry.Value.NotedAt));
            return since.Cast<DateTimeOffset?>().Min();
        }
    }

    private sealed record NotedObservation(ObservationRecord Record, DateTimeOffset DueAt, DateTimeOffset NotedAt);

    private sealed record NotedTrace(bool HasRoot, DateTimeOffset DueAt, DateTimeOffset NotedAt);
}
