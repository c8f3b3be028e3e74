using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Telemetry;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>Walks the lean blocks of a project over all files, those with the newest observation first.</summary>
internal static class ObservationScan
{
    private const int CachedBlocks = 4;
    private const int Chunk = 24;

    /// <param name="files">The files.</param>
    /// <param name="project">The project.</param>
    /// <param name="fromMicros">The earliest start.</param>
    /// <param name="untilMicros">The latest start, inclusive.</param>
    /// <param name="goOn">Asked for every block before it is opened; false ends the walk.</param>
    /// <param name="isCandidate">Asked for every block before it is opened; false skips it.</param>
    public static IEnumerable<(TelemetryFile File, LeanEntry Entry, LeanBlock Block)> NewestFirst(
        IReadOnlyList<TelemetryFile> files,
        ProjectId project,
        long fromMicros,
        long untilMicros,
        Func<LeanEntry, bool> goOn,
        Func<TelemetryFile, LeanEntry, bool> isCandidate)
    {
        var entries = files
            .SelectMany(file => file.LoadDirectory().Snapshot().Select(entry => (File: file, Entry: entry)))
            .Where(e => e.Entry.Project == project && e.Entry.MaxMicros >= fromMicros && e.Entry.MinMicros <= untilMicros)
            .OrderByDescending(e => e.Entry.MaxMicros)
            .ToList();
        for (var next = 0; next < entries.Count;)
        {
            // The newest blocks are asked for again and again and stay in the cache; a long scan must not push everything else out of it.
            var size = next < CachedBlocks ? 1 : Chunk;
            var chunk = new List<(TelemetryFile File, LeanEntry Entry)>(size);
            while (next < entries.Count && chunk.Count < size && (chunk.Count == 0 || ReferenceEquals(chunk[0].File, entries[next].File)))
            {
                if (!goOn(entries[next].Entry))
                {
                    next = entries.Count;
                    break;
                }

                if (isCandidate(entries[next].File, entries[next].Entry))
                {
                    chunk.Add(entries[next]);
                }

                next++;
            }

            foreach (var (file, entry, block) in Open(chunk))
            {
                yield return (file, entry, block);
            }
        }
    }

    private static IEnumerable<(TelemetryFile File, LeanEntry Entry, LeanBlock Block)> Open(List<(TelemetryFile File, LeanEntry Entry)> chunk) => chunk switch
    {
        [] => [],
        [var (file, entry)] => file.OpenLean(entry.Block, entry.Count) is { } block ? [(file, entry, block)] : [],
        _ => chunk[0].File.OpenLean(chunk.ConvertAll(e => e.Entry)).Select(opened => (chunk[0].File, opened.Entry, opened.Block)),
    };
}
