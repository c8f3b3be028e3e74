using System.Runtime.CompilerServices;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Merges what events say into what is known, before the store, which keeps whole observations.</summary>
/// <remarks>
/// What is known comes from memory (<see cref="RecentTraces"/>) or from one read of the trace and one of each observation that is in it.
/// Merging and queueing happen under one lock, and the pipeline writes in the order of the queue: two requests about the same observation
/// never lose what the other said, and neither waits for the other's disk. What a request wrote stays in memory until it is durable. Traces
/// are not read: what is said of them is merged by the store. Thread-safe; one for each <see cref="LlmObservability"/>.
/// </remarks>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing that needs disposal.
internal sealed class EventMerger
#pragma warning restore CA1001
{
    /// <summary>The most reads of the store at once.</summary>
    public const int MaxReads = 8;

    private static readonly ConditionalWeakTable<LlmObservability, EventMerger> Mergers = [];

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _reads = new(MaxReads);
    private readonly LlmObservability _observability;
    private readonly RecentTraces _recent;

    private EventMerger(LlmObservability observability)
    {
        _observability = observability;
        _recent = new RecentTraces(observability.Options.TimeProvider);
    }

    public static EventMerger Of(LlmObservability observability) => Mergers.GetValue(observability, static observability => new EventMerger(observability));

    /// <summary>Merges events, in their order, and returns when what came of them is durable.</summary>
    /// <exception cref="IOException">The store cannot be read or does not take the batch: sending all of it again is safe.</exception>
    public async Task WriteAsync(ProjectId project, IReadOnlyList<IngestionEvent> events, CancellationToken cancellationToken)
    {
        var scope = new MergeScope(project, [.. events.Select(read => read.Observation).OfType<ObservationPatch>()]);
        Task written;
        try
        {
            await OpenAsync(scope, cancellationToken).ConfigureAwait(false);
            written = Submit(scope, events);
        }
        catch
        {
            Close(scope);
            throw;
        }

        // Whoever sent it may hang up: what is queued is written all the same.
        _ = CloseAfterAsync(written, scope);
        await written.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets traces that were erased, so that a late update does not bring back what they held.</summary>
    public void Forget(ProjectId project, IEnumerable<TraceId> traces)
    {
        lock (_lock)
        {
            _recent.Forget(project, traces);
        }
    }

    /// <summary>Brings everything that the patches touch into memory.</summary>
    private async Task OpenAsync(MergeScope scope, CancellationToken cancellationToken)
    {
        await FindHomesAsync(scope, cancellationToken).ConfigureAwait(false);
        List<Task> reads = [];
        lock (_lock)
        {
            foreach (var id in scope.Homes.Values.Distinct())
            {
                var trace = _recent.Open(scope.Project, id);
                scope.Traces.Add(id, trace);
                reads.Add(trace.Reading ??= ReadAsync(trace));
            }
        }

        await Task.WhenAll(reads).WaitAsync(cancellationToken).ConfigureAwait(false);
        reads.Clear();
        lock (_lock)
        {
            foreach (var id in scope.Homes.Keys)
            {
                var trace = scope.TraceOf(id);
                if (trace.Observations.TryGetValue(id, out var known))
                {
                    scope.Use(known);
                    if (known.Record is null)
                    {
                        reads.Add(known.Reading ??= ReadAsync(trace, id, known));
                    }
                }
            }
        }

        await Task.WhenAll(reads).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // The trace is fixed by the first write. So one read by the id alone is spent on an observation that names no trace, and on an update of one
    // that is not known where it says; a create is believed. What is nowhere and names no trace is a trace by itself.
    private async Task FindHomesAsync(MergeScope scope, CancellationToken cancellationToken)
    {
        List<ObservationPatch> unknown = [];
        lock (_lock)
        {
            foreach (var patches in scope.Patches.GroupBy(patch => patch.Id))
            {
                var first = patches.First();
                var said = patches.FirstOrDefault(patch => patch.TraceId is not null)?.TraceId;
                if ((_recent.HomeOf(scope.Project, first.Id) ?? (first.IsUpdate ? null : said)) is { } home)
                {
                    scope.Homes.Add(first.Id, home);
                }
                else
                {
                    unknown.Add(first with { TraceId = said });
                }
            }
        }

        await Parallel.ForEachAsync(unknown, cancellationToken, async (patch, _) =>
        {
            var found = patch.TraceId is { } said ? await ReadAsync(store => store.GetObservationAsync(scope.Project, patch.Id, said)).ConfigureAwait(false) : null;
            found ??= await ReadAsync(store => store.GetObservationAsync(scope.Project, patch.Id)).ConfigureAwait(false);
            lock (_lock)
            {
                scope.Homes.Add(patch.Id, found?.TraceId ?? patch.TraceId ?? new TraceId(patch.Id.Value));
            }
        }).ConfigureAwait(false);
    }

    private Task Submit(MergeScope scope, IReadOnlyList<IngestionEvent> events)
    {
        var traces = Fold(events);
        lock (_lock)
        {
            foreach (var said in traces.Values)
            {
                if (_recent.TryFind(scope.Project, said.Id, out var trace))
                {
                    trace.Said = TraceMerge.Merge(trace.Said, said with { Input = null, Output = null, Metadata = null });
                }
            }

            var changed = new OrderedDictionary<ObservationId, RecentObservation>();
            foreach (var patch in scope.Patches)
            {
                var trace = scope.TraceOf(patch.Id);
                var observation = trace.Observations.GetValueOrDefault(patch.Id) ?? _recent.Add(trace, patch.Id);
                scope.Use(observation);
                var isNew = observation.Record is null;
                trace.Put(observation, ObservationMerge.Apply(observation.Record, patch, scope.Project, trace.Id, observation.IsStartInferred));
                observation.IsStartInferred = isNew ? patch is { IsUpdate: true, StartTime: null } : observation.IsStartInferred && (patch.IsUpdate || patch.StartTime is null);
                changed.TryAdd(patch.Id, observation);
            }

            // The store does the same, with what it knows of the trace; who looks at records on the way there sees what is known here.
            foreach (var (id, observation) in changed)
            {
                var trace = scope.TraceOf(id);
                trace.Put(observation, TraceInheritance.Apply(observation.Record!, null, trace.Said));
            }

            return _observability.SubmitAsync(
                new TelemetryBatch
                {
                    Traces = [.. traces.Values],
                    Observations = [.. changed.Values.Select(observation => observation.Record!)],
                    Scores = [.. events.Select(read => read.Score).OfType<Score>()],
                },
                CancellationToken.None);
        }
    }

    private static Dictionary<TraceId, TraceRecord> Fold(IReadOnlyList<IngestionEvent> events)
    {
        Dictionary<TraceId, TraceRecord> traces = [];
        foreach (var said in events.Select(read => read.Trace).OfType<TraceRecord>())
        {
            traces[said.Id] = TraceMerge.Merge(traces.GetValueOrDefault(said.Id), said);
        }

        return traces;
    }

    private async Task ReadAsync(RecentTrace trace)
    {
        try
        {
            var found = await ReadAsync(store => store.GetTraceAsync(trace.Project, trace.Id)).ConfigureAwait(false);
            lock (_lock)
            {
                if (found is null)
                {
                    return;
                }

                // The name may be the root's own, which says nothing about the trace.
                var said = found.Summary.Trace with { Name = null, Input = null, Output = null, Metadata = null };
                trace.Said = trace.Said is { } later ? TraceMerge.Merge(said, later) : said;
                foreach (var observation in found.Observations.Where(observation => !trace.Observations.ContainsKey(observation.Id)))
                {
                    _recent.Add(trace, observation.Id);
                }
            }
        }
        catch
        {
            lock (_lock)
            {
                trace.Reading = null;
            }

            throw;
        }
    }

    private async Task ReadAsync(RecentTrace trace, ObservationId id, RecentObservation observation)
    {
        try
        {
            var found = await ReadAsync(store => store.GetObservationAsync(trace.Project, id, trace.Id)).ConfigureAwait(false);
            lock (_lock)
            {
                if (observation.Record is null)
                {
                    trace.Put(observation, found);
                }
            }
        }
        catch
        {
            lock (_lock)
            {
                observation.Reading = null;
            }

            throw;
        }
    }

    // Off the caller's thread, who may hold the lock, and not cancelled with one request: others may wait for the same read.
    private Task<T> ReadAsync<T>(Func<ITraceReader, Task<T>> read) => Task.Run(async () =>
    {
        await _reads.WaitAsync().ConfigureAwait(false);
        try
        {
            return await read(_observability.Store).ConfigureAwait(false);
        }
        finally
        {
            _reads.Release();
        }
    });

    private async Task CloseAfterAsync(Task written, MergeScope scope)
    {
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(scope);
    }

    private void Close(MergeScope scope)
    {
        lock (_lock)
        {
            foreach (var observation in scope.InUse)
            {
                observation.Users--;
            }

            foreach (var trace in scope.Traces.Values)
            {
                _recent.Close(trace);
            }
        }
    }
}
