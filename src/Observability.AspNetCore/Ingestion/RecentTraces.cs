using System.Diagnostics.CodeAnalysis;
using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>The traces that ingestion touched lately, so that an update a little after its create needs no read. Guarded by the merger's lock.</summary>
/// <remarks>
/// A trace is whole: an observation that is not here is not in the store. Traces in use stay; of the others the least recently used go when
/// all take more than <see cref="MaxBytes"/>, and each after <see cref="Lifetime"/>, because others may write to the store too.
/// </remarks>
internal sealed class RecentTraces(TimeProvider time)
{
    /// <summary>The most bytes of traces that nobody uses.</summary>
    public const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>The most bytes of one trace's records that nobody needs: of a larger trace only the ids stay.</summary>
    public const long MaxTraceBytes = 8L * 1024 * 1024;

    /// <summary>How long a trace that nobody touches is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // A dictionary entry, an id and the object.
    private const long Overhead = 300;

    private readonly Dictionary<(ProjectId, TraceId), RecentTrace> _traces = [];
    private readonly Dictionary<(ProjectId, ObservationId), RecentTrace> _homes = [];
    private readonly LinkedList<RecentTrace> _idle = [];
    private long _idleBytes;

    /// <summary>Begins to use a trace; <see cref="Close"/> ends it.</summary>
    public RecentTrace Open(ProjectId project, TraceId id)
    {
        if (!TryFind(project, id, out var trace))
        {
            trace = new RecentTrace(project, id) { Bytes = Overhead };
            _traces.Add((project, id), trace);
        }
        else if (trace.Idle is { } node)
        {
            _idle.Remove(node);
            _idleBytes -= trace.Bytes;
            trace.Idle = null;
        }

        trace.Users++;
        return trace;
    }

    public void Close(RecentTrace trace)
    {
        if (--trace.Users > 0 || trace.IsForgotten)
        {
            return;
        }

        if (trace.Reading is null)
        {
            // Nobody could read it: nothing is known.
            Drop(trace);
            return;
        }

        if (trace.Bytes > MaxTraceBytes)
        {
            Shrink(trace);
        }

        trace.LastUse = time.GetTimestamp();
        trace.Idle = _idle.AddLast(trace);
        _idleBytes += trace.Bytes;
        while (_idleBytes > MaxBytes)
        {
            Drop(_idle.First!.Value);
        }
    }

    public bool TryFind(ProjectId project, TraceId id, [NotNullWhen(true)] out RecentTrace? trace)
    {
        if (_traces.TryGetValue((project, id), out trace) && trace.Users == 0 && time.GetElapsedTime(trace.LastUse) > Lifetime)
        {
            Drop(trace);
            trace = null;
        }

        return trace is not null;
    }

    /// <summary>The trace an observation is in, as far as it is remembered.</summary>
    public TraceId? HomeOf(ProjectId project, ObservationId id) => _homes.TryGetValue((project, id), out var trace) ? trace.Id : null;

    /// <summary>Adds an observation that is not there yet.</summary>
    public RecentObservation Add(RecentTrace trace, ObservationId id)
    {
        var added = new RecentObservation();
        trace.Observations.Add(id, added);
        trace.Bytes += Overhead;
        if (!trace.IsForgotten)
        {
            _homes[(trace.Project, id)] = trace;
        }

        return added;
    }

    /// <summary>Forgets traces that were erased; who uses one now goes on with it alone.</summary>
    public void Forget(ProjectId project, IEnumerable<TraceId> ids)
    {
        foreach (var id in ids)
        {
            if (_traces.TryGetValue((project, id), out var trace))
            {
                Drop(trace);
            }
        }
    }

    private static bool IsInUse(RecentObservation observation) => observation.Users > 0;

    private static void Shrink(RecentTrace trace)
    {
        foreach (var observation in trace.Observations.Values.Where(observation => !IsInUse(observation)))
        {
            trace.Put(observation, null);
            observation.Reading = null;
        }
    }

    private void Drop(RecentTrace trace)
    {
        if (trace.Idle is { } node)
        {
            _idle.Remove(node);
            _idleBytes -= trace.Bytes;
            trace.Idle = null;
        }

        trace.IsForgotten = true;
        _traces.Remove((trace.Project, trace.Id));
        foreach (var id in trace.Observations.Keys)
        {
            if (_homes.TryGetValue((trace.Project, id), out var home) && ReferenceEquals(home, trace))
            {
                _homes.Remove((trace.Project, id));
            }
        }
    }
}
