using Observability.Model;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>Walks the traces of a project over all files, newest first.</summary>
internal static class TraceScan
{
    private const int FirstChunk = 32;
    private const int LargestChunk = 256;

    /// <param name="files">The files, the newest period first.</param>
    /// <param name="project">The project.</param>
    /// <param name="value">What the traces have, see <see cref="TraceKeys.Value"/>; null for all.</param>
    /// <param name="fromMicros">The earliest time; null for the beginning.</param>
    /// <param name="untilMicros">The latest time, inclusive; null for the end.</param>
    public static IEnumerable<StoredTrace> NewestFirst(IReadOnlyList<TelemetryFile> files, ProjectId project, string? value, long? fromMicros, long? untilMicros)
    {
        var range = StoreKey.RangeOf(project, value, fromMicros, untilMicros);
        var walks = files.Select((file, index) => Walk(file, range, index == 0 ? FirstChunk * 2 : FirstChunk).GetEnumerator()).ToList();
        try
        {
            // The periods of files hardly overlap, but a trace may be older or newer than the file it began in.
            var heads = new PriorityQueue<IEnumerator<StoredTrace>, long>();
            foreach (var walk in walks)
            {
                Advance(walk, heads);
            }

            while (heads.TryDequeue(out var walk, out _))
            {
                yield return walk.Current;
                Advance(walk, heads);
            }
        }
        finally
        {
            walks.ForEach(walk => walk.Dispose());
        }
    }

    private static void Advance(IEnumerator<StoredTrace> walk, PriorityQueue<IEnumerator<StoredTrace>, long> heads)
    {
        if (walk.MoveNext())
        {
            heads.Enqueue(walk, -walk.Current.Document.Micros);
        }
    }

    private static IEnumerable<StoredTrace> Walk(TelemetryFile file, (byte[] Low, byte[] High) range, int chunk)
    {
        for (byte[]? low = range.Low; low is not null; chunk = Math.Min(chunk * 2, LargestChunk))
        {
            (var traces, low) = file.ScanTraces(low, range.High, chunk);
            foreach (var trace in traces)
            {
                yield return new StoredTrace(file, trace);
            }
        }
    }
}
