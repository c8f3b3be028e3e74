using System.Runtime.InteropServices;
using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

/// <summary>What the store has of one project. Guarded by the store's lock.</summary>
internal sealed class InMemoryProject(ProjectId project)
{
    private readonly Dictionary<TraceId, InMemoryTrace> _traces = [];
    private readonly Dictionary<ObservationId, TraceId> _traceOfObservation = [];
    private readonly Dictionary<ScoreId, Score> _scores = [];
    private readonly Dictionary<MediaId, int> _mediaReferences = [];

    public IReadOnlyCollection<InMemoryTrace> Traces => _traces.Values;

    public IReadOnlyCollection<Score> Scores => _scores.Values;

    public long Bytes { get; private set; }

    public int ObservationCount => _traceOfObservation.Count;

    public InMemoryTrace? Find(TraceId trace) => _traces.GetValueOrDefault(trace);

    public ObservationRecord? Find(ObservationId observation) =>
        _traceOfObservation.TryGetValue(observation, out var trace) ? _traces[trace].Find(observation) : null;

    public void Write(ObservationRecord observation)
    {
        if (_traceOfObservation.TryGetValue(observation.Id, out var former))
        {
            var trace = _traces[former];
            CountMedia(MediaReferences.Of(trace.Find(observation.Id)!), -1);
            Change(trace, () => trace.Remove(observation.Id));
            DropIfEmpty(trace);
        }

        var target = GetOrAdd(observation.TraceId);
        Change(target, () => target.Put(observation));
        _traceOfObservation[observation.Id] = observation.TraceId;
        CountMedia(MediaReferences.Of(observation), 1);
    }

    public void Write(TraceRecord said)
    {
        var trace = GetOrAdd(said.Id);
        CountMedia(trace.Said, -1);
        Change(trace, () => trace.Say(said));
        CountMedia(trace.Said, 1);
    }

    public void Write(Score score)
    {
        Delete(score.Id);
        _scores.Add(score.Id, score);
        if (score.Target.TraceId is { } id)
        {
            var trace = GetOrAdd(id);
            Change(trace, () => trace.Put(score));
        }
    }

    public bool Delete(ScoreId score)
    {
        if (!_scores.Remove(score, out var removed))
        {
            return false;
        }

        if (removed.Target.TraceId is { } id && _traces.TryGetValue(id, out var trace))
        {
            Change(trace, () => trace.Remove(score));
            DropIfEmpty(trace);
        }

        return true;
    }

    public void Delete(InMemoryTrace trace)
    {
        _traces.Remove(trace.Id);
        Bytes -= trace.Bytes;
        CountMedia(trace.Said, -1);
        foreach (var observation in trace.Observations)
        {
            _traceOfObservation.Remove(observation.Id);
            CountMedia(MediaReferences.Of(observation), -1);
        }

        foreach (var score in trace.Scores)
        {
            _scores.Remove(score.Id);
        }
    }

    /// <summary>Whether a stored payload names the media.</summary>
    public bool IsReferenced(MediaId media) => _mediaReferences.ContainsKey(media);

    private void Change(InMemoryTrace trace, Action change)
    {
        var before = trace.Bytes;
        change();
        Bytes += trace.Bytes - before;
    }

    private InMemoryTrace GetOrAdd(TraceId trace)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_traces, trace, out _);
        return entry ??= new InMemoryTrace(project, trace);
    }

    private void DropIfEmpty(InMemoryTrace trace)
    {
        if (trace.IsEmpty)
        {
            _traces.Remove(trace.Id);
        }
    }

    private void CountMedia(TraceRecord? said, int change)
    {
        if (said is not null)
        {
            CountMedia(MediaReferences.Of(said), change);
        }
    }

    private void CountMedia(IReadOnlyCollection<MediaId> media, int change)
    {
        foreach (var reference in media)
        {
            var count = _mediaReferences.GetValueOrDefault(reference) + change;
            if (count > 0)
            {
                _mediaReferences[reference] = count;
            }
            else
            {
                _mediaReferences.Remove(reference);
            }
        }
    }
}
