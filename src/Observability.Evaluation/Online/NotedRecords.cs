using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Online;

/// <summary>What ended lately and waits until all that belongs to it has arrived. Filled on the pipeline's thread, so it only notes.</summary>
internal sealed class NotedRecords(TimeSpan delay, TimeProvider time)
{
    /// <summary>The most observations, and the most traces, that are noted; beyond that the newest are passed over and counted.</summary>
    public const int Max = 20_000;

    // A trace whose root is elsewhere, or never ends, is judged once it has been quiet for long.
    private static readonly TimeSpan RootlessDelay = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Waiting<(ProjectId Project, ObservationId Id), NotedObservation> _observations = new();
    private readonly Waiting<(ProjectId Project, TraceId Id), NotedTrace> _traces = new();
    private long _missed;

    /// <summary>How many were passed over because too many waited.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Notes what a batch finished as far as rules look at it; returns whether it noted anything.</summary>
    public bool Add(TelemetryBatch batch, Func<ProjectId, NotedKinds> kindsOf)
    {
        var added = false;
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var record in batch.Observations)
            {
                if (record.EndTime is null || record.Environment == Evaluator.JudgeEnvironment || kindsOf(record.Project) is var kinds && kinds == NotedKinds.None)
                {
                    continue;
                }

                var isNoted = (!kinds.HasFlag(NotedKinds.Observations) || Put(record, now)) & (!kinds.HasFlag(NotedKinds.Traces) || PutTraceOf(record, now));
                _missed += isNoted ? 0 : 1;
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
            var observations = _observations.TakeDue(now).ToLookup(entry => entry.Key.Project);
            var traces = _traces.TakeDue(now).ToLookup(entry => entry.Key.Project);
            return [.. observations.Select(entries => entries.Key).Union(traces.Select(entries => entries.Key)).Select(project => new NotedProject(
                project,
                [.. observations[project].Select(entry => entry.Value.Record)],
                [.. traces[project].Select(entry => entry.Key.Id)],
                observations[project].Select(entry => entry.Value.NotedAt).Concat(traces[project].Select(entry => entry.Value.NotedAt)).Min()))];
        }
    }

    /// <summary>Puts back what could not be matched now.</summary>
    public void Return(NotedProject noted)
    {
        var due = time.GetUtcNow() + delay;
        lock (_lock)
        {
            foreach (var record in noted.Observations.Where(record => _observations.Find((noted.Project, record.Id)) is null))
            {
                _observations.Put((noted.Project, record.Id), new NotedObservation(record, due, noted.Since));
            }

            foreach (var trace in noted.Traces.Where(trace => _traces.Find((noted.Project, trace)) is null))
            {
                _traces.Put((noted.Project, trace), new NotedTrace(true, due, noted.Since));
            }
        }
    }

    /// <summary>When something waits no longer, or a little before; null when nothing waits.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return (_observations.NextDue, _traces.NextDue) switch
            {
                ({ } observation, { } trace) => observation < trace ? observation : trace,
                var (observation, trace) => observation ?? trace,
            };
        }
    }

    /// <summary>Since when something of a project waits; null when nothing does.</summary>
    public DateTimeOffset? OldestOf(ProjectId project)
    {
        lock (_lock)
        {
            var since = _observations.Entries.Where(entry => entry.Key.Project == project).Select(entry => entry.Value.NotedAt)
                .Concat(_traces.Entries.Where(entry => entry.Key.Project == project).Select(entry => entry.Value.NotedAt));
            return since.Cast<DateTimeOffset?>().Min();
        }
    }

    // Rules look at everything but what went in and out, which is what takes memory.
    private bool Put(ObservationRecord record, DateTimeOffset now) =>
        Put(_observations, (record.Project, record.Id), new NotedObservation(record with { Input = null, Output = null, Parameters = null }, now + delay, now));

    private bool PutTraceOf(ObservationRecord record, DateTimeOffset now)
    {
        var before = _traces.Find((record.Project, record.TraceId));
        var hasRoot = record.ParentId is null || before is { HasRoot: true };
        return Put(_traces, (record.Project, record.TraceId), new NotedTrace(hasRoot, now + (hasRoot ? delay : delay + RootlessDelay), before?.NotedAt ?? now));
    }

    private static bool Put<TKey, TValue>(Waiting<TKey, TValue> waiting, TKey key, TValue value)
        where TKey : notnull
        where TValue : class, IWaiting
    {
        if (waiting.Count >= Max && waiting.Find(key) is null)
        {
            return false;
        }

        waiting.Put(key, value);
        return true;
    }

    private sealed record NotedObservation(ObservationRecord Record, DateTimeOffset DueAt, DateTimeOffset NotedAt) : IWaiting;

    private sealed record NotedTrace(bool HasRoot, DateTimeOffset DueAt, DateTimeOffset NotedAt) : IWaiting;
}
