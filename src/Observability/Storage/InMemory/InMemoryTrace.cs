using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

/// <summary>What the store has of one trace. Guarded by the store's lock.</summary>
internal sealed class InMemoryTrace(ProjectId project, TraceId id)
{
    private readonly Dictionary<ObservationId, ObservationRecord> _observations = [];
    private readonly Dictionary<ScoreId, Score> _scores = [];
    private TraceRecord? _said;
    private TraceSnapshot? _snapshot;

    public TraceId Id => id;

    public long Bytes { get; private set; }

    public IReadOnlyCollection<ObservationRecord> Observations => _observations.Values;

    public IReadOnlyCollection<Score> Scores => _scores.Values;

    public TraceRecord? Said => _said;

    public bool IsEmpty => _said is null && _observations.Count == 0 && _scores.Count == 0;

    /// <summary>When the trace began; its first score's time when nothing else is known of it.</summary>
    public DateTimeOffset Time => Snapshot().Derived?.Summary.Trace.Timestamp ?? _scores.Values.Min(score => score.Timestamp);

    public void Say(TraceRecord said)
    {
        var before = _said;
        Bytes -= RecordSize.Of(_said);
        _said = TraceMerge.Merge(_said, said);
        Bytes += RecordSize.Of(_said);
        _snapshot = null;
        if (TraceInheritance.Differs(before, _said))
        {
            foreach (var id in _observations.Keys)
            {
                _observations[id] = TraceInheritance.Apply(_observations[id], before, _said);
            }
        }
    }

    public void Put(ObservationRecord observation)
    {
        Remove(observation.Id);
        _observations.Add(observation.Id, TraceInheritance.Apply(observation, _said, _said));
        Bytes += RecordSize.Of(observation);
        _snapshot = null;
    }

    public void Remove(ObservationId observation)
    {
        if (_observations.Remove(observation, out var removed))
        {
            Bytes -= RecordSize.Of(removed);
            _snapshot = null;
        }
    }

    public ObservationRecord? Find(ObservationId observation) => _observations.GetValueOrDefault(observation);

    public void Put(Score score)
    {
        Remove(score.Id);
        _scores.Add(score.Id, score);
        Bytes += RecordSize.Of(score);
        _snapshot = null;
    }

    public void Remove(ScoreId score)
    {
        if (_scores.Remove(score, out var removed))
        {
            Bytes -= RecordSize.Of(removed);
            _snapshot = null;
        }
    }

    public bool IsOf(IReadOnlySet<UserId> users, IReadOnlySet<SessionId> sessions) =>
        Contains(_said?.UserId, users) || Contains(_said?.SessionId, sessions)
        || _observations.Values.Any(o => Contains(o.UserId, users) || Contains(o.SessionId, sessions));

    public TraceSnapshot Snapshot() => _snapshot ??= TakeSnapshot();

    private TraceSnapshot TakeSnapshot()
    {
        var builder = new TraceSummaryBuilder(project, id);
        foreach (var observation in _observations.Values)
        {
            builder.Add(observation);
        }

        return new TraceSnapshot(
            builder.Build(_said),
            [.. _observations.Values.OrderBy(o => o.StartTime).ThenBy(o => o.Id.Value, StringComparer.Ordinal)],
            [.. _scores.Values.OrderByDescending(s => s.Timestamp).ThenByDescending(s => s.Id.Value, StringComparer.Ordinal)]);
    }

    private static bool Contains<T>(T? value, IReadOnlySet<T> set)
        where T : struct => value is { } id && set.Contains(id);
}
