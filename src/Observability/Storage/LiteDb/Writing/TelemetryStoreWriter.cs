using Observability.Model;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>Sends what a batch holds to the file of its trace's period. Belongs to the writer thread.</summary>
internal sealed class TelemetryStoreWriter(TelemetryFiles files)
{
    private readonly Dictionary<Period, TelemetryFileWriter> _writers = [];

    /// <summary>Writes; returns when all is durable.</summary>
    /// <exception cref="IOException">Not all was written; writing all of it again is right.</exception>
    public void Write(IReadOnlyList<ObservationRecord> observations, IReadOnlyList<TraceRecord> said)
    {
        var newTraces = new HashSet<byte[]>(KeyEquality.Instance);
        var periods = Locate(observations, said, newTraces);
        var batches = new SortedDictionary<Period, (List<ObservationRecord> Observations, List<TraceRecord> Said)>();
        foreach (var observation in LastVersions(observations))
        {
            BatchOf(observation.Project, observation.TraceId).Observations.Add(observation);
        }

        foreach (var record in said)
        {
            BatchOf(record.Project, record.Id).Said.Add(record);
        }

        foreach (var (period, batch) in batches)
        {
            WriterOf(period).Write(batch.Observations, batch.Said, newTraces);
        }

        (List<ObservationRecord> Observations, List<TraceRecord> Said) BatchOf(ProjectId project, TraceId trace)
        {
            var period = periods[(project, trace)];
            if (!batches.TryGetValue(period, out var batch))
            {
                batches[period] = batch = ([], []);
            }

            return batch;
        }
    }

    /// <summary>The writer of a period.</summary>
    public TelemetryFileWriter WriterOf(Period period)
    {
        if (!_writers.TryGetValue(period, out var writer) || !ReferenceEquals(writer.File, files.Get(period)))
        {
            _writers[period] = writer = new TelemetryFileWriter(files.Get(period));
        }

        return writer;
    }

    // A trace stays in the file it began in, however late its last observation comes.
    private Dictionary<(ProjectId, TraceId), Period> Locate(IReadOnlyList<ObservationRecord> observations, IReadOnlyList<TraceRecord> said, HashSet<byte[]> newTraces)
    {
        var starts = new Dictionary<(ProjectId Project, TraceId Id), DateTimeOffset>();
        foreach (var (project, id, start) in observations.Select(o => (o.Project, o.TraceId, o.StartTime)).Concat(said.Select(t => (t.Project, t.Id, t.Timestamp))))
        {
            if (!starts.TryGetValue((project, id), out var known) || start < known)
            {
                starts[(project, id)] = start;
            }
        }

        var periods = new Dictionary<(ProjectId, TraceId), Period>(starts.Count);
        var unknown = new List<((ProjectId Project, TraceId Id) Trace, byte[] Key)>();
        foreach (var trace in starts.Keys)
        {
            var key = TraceKeys.Of(trace.Project, trace.Id);
            if (_writers.FirstOrDefault(writer => writer.Value.Knows(key)) is { Value: not null } known)
            {
                periods[trace] = known.Key;
            }
            else
            {
                unknown.Add((trace, key));
            }
        }

        foreach (var file in files.All())
        {
            if (unknown.Count == 0)
            {
                break;
            }

            var found = file.FindKnown(unknown.ConvertAll(trace => trace.Key));
            foreach (var (trace, _) in unknown.Where(trace => found.Contains(trace.Key)))
            {
                periods[trace] = file.Period;
            }

            unknown.RemoveAll(trace => found.Contains(trace.Key));
        }

        foreach (var (trace, key) in unknown)
        {
            newTraces.Add(key);
            periods[trace] = Period.Of(starts[trace]);
        }

        return periods;
    }

    // Of two versions in one batch only the last is stored.
    private static IEnumerable<ObservationRecord> LastVersions(IReadOnlyList<ObservationRecord> observations)
    {
        var last = new Dictionary<(ProjectId, TraceId, ObservationId), int>(observations.Count);
        for (var i = 0; i < observations.Count; i++)
        {
            last[(observations[i].Project, observations[i].TraceId, observations[i].Id)] = i;
        }

        return last.Count == observations.Count ? observations : last.Values.Order().Select(i => observations[i]);
    }
}
