using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage.LiteDb.Reading;
using Observability.Storage.LiteDb.Scores;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;

namespace Observability.Storage.LiteDb.Erasing;

/// <summary>Finds what a deletion or the retention names and erases it. Runs on the writer thread.</summary>
internal sealed class StoreEraser(TelemetryFiles files, ScoreFile scores, TelemetryStoreWriter writer, ILogger logger)
{
    // Traces that are erased in one transaction: bounds its memory.
    private const int Chunk = 500;

    public DeletionResult Erase(DeletionRequest request)
    {
        var erased = new Tally();
        var media = new HashSet<string>(StringComparer.Ordinal);
        EraseAll(Find(request).DistinctBy(trace => trace.Document.Trace.Id), erased, media);
        EraseScores(request, erased);
        var unreferenced = media.Where(id => !IsReferenced(request.Project, id)).Select(id => new MediaId(id)).ToList();
        return new DeletionResult(erased.Traces, erased.Observations, erased.Scores) { UnreferencedMedia = unreferenced };
    }

    /// <summary>Erases what is older than <paramref name="cutoff"/> in all projects; returns the media nobody names any more, by project.</summary>
    public void Retain(DateTimeOffset cutoff)
    {
        foreach (var file in files.All())
        {
            // A month that is wholly over goes as a file.
            if (file.Period.End <= cutoff && !file.ListProjects().Exists(project => HasTraceFrom(file, project, cutoff)))
            {
                foreach (var project in file.ListProjects())
                {
                    EraseScoresOf(TraceScan.NewestFirst([file], project, null, null, null));
                }

                files.Delete(file.Period);
                logger.LogInformation("The telemetry of {Period} is older than the retention of the store and was deleted.", file.Period);
            }
        }

        foreach (var project in files.All().SelectMany(file => file.ListProjects()).Distinct().ToList())
        {
            Erase(new DeletionRequest { Project = project, Before = cutoff });
        }
    }

    private static bool HasTraceFrom(TelemetryFile file, ProjectId project, DateTimeOffset cutoff) =>
        TraceScan.NewestFirst([file], project, null, null, null).FirstOrDefault() is { File: not null } newest && newest.Document.Trace.Timestamp >= cutoff;

    private IEnumerable<StoredTrace> Find(DeletionRequest request)
    {
        var all = files.All();
        foreach (var id in request.Traces)
        {
            var key = TraceKeys.Of(request.Project, id);
            foreach (var file in all)
            {
                if (file.FindTrace(key) is { } document)
                {
                    yield return new StoredTrace(file, document);
                }
            }
        }

        var users = request.Users.Select(user => user.Value).ToList();
        var sessions = request.Sessions.Select(session => session.Value).ToList();
        var lists = users.SelectMany(user => new[] { TraceKeys.Value(FilterField.UserId, user)!, TraceKeys.OtherUser(user) })
            .Concat(sessions.SelectMany(session => new[] { TraceKeys.Value(FilterField.SessionId, session)!, TraceKeys.OtherSession(session) }));
        foreach (var trace in lists.SelectMany(list => TraceScan.NewestFirst(all, request.Project, list, null, null)))
        {
            if (trace.Document.Users.Intersect(users).Any() || trace.Document.Sessions.Intersect(sessions).Any())
            {
                yield return trace;
            }
        }

        if (request.Before is { } before)
        {
            foreach (var trace in TraceScan.NewestFirst(all, request.Project, null, null, TimeRange.Micros(before.UtcTicks)))
            {
                if (trace.Document.Trace.Timestamp < before)
                {
                    yield return trace;
                }
            }
        }
    }

    private void EraseAll(IEnumerable<StoredTrace> traces, Tally erased, HashSet<string> media)
    {
        // The walk reads what the erasure removes: it is finished first. A trace is kept as its key only.
        var found = traces.Select(trace => (trace.File, Key: TraceKeys.Of(trace.Document.Trace.Project, trace.Document.Trace.Id))).ToList();
        foreach (var group in found.GroupBy(trace => trace.File))
        {
            foreach (var keys in group.Select(trace => trace.Key).Chunk(Chunk))
            {
                var documents = group.Key.FindTraces(keys).OfType<TraceDocument>().ToList();
                erased.Traces += documents.Count;
                erased.Observations += documents.Sum(document => (long)document.Derived.Summary.ObservationCount);
                media.UnionWith(documents.SelectMany(document => document.Media));
                erased.Scores += EraseScoresOf(documents.Select(document => new StoredTrace(group.Key, document)));
                writer.WriterOf(group.Key.Period).Forget();
                new TraceEraser(group.Key).Erase(documents);
            }
        }
    }

    private long EraseScoresOf(IEnumerable<StoredTrace> traces)
    {
        var found = traces.SelectMany(trace => scores.OfTrace(trace.Document.Trace.Project, trace.Document.Trace.Id)).ToList();
        scores.Delete(found);
        return found.Count;
    }

    private void EraseScores(DeletionRequest request, Tally erased)
    {
        var sessions = request.Sessions.ToHashSet();
        var found = request.Scores.Select(id => scores.Find(request.Project, id)).OfType<Score>()
            .Concat(sessions.SelectMany(session => scores.OfSession(request.Project, session)))
            .Concat(request.Traces.SelectMany(trace => scores.OfTrace(request.Project, trace)));
        if (request.Before is { } before)
        {
            // Scores of a trace go with it; those of a trace that never came have only their own age.
            found = found.Concat(scores.InRange(request.Project, null, TimeRange.Micros(before.UtcTicks))
                .Where(score => score.Timestamp < before && (score.Target.TraceId is not { } trace || !Exists(request.Project, trace))));
        }

        var distinct = found.DistinctBy(score => score.Id).ToList();
        scores.Delete(distinct);
        erased.Scores += distinct.Count;
    }

    private bool Exists(ProjectId project, TraceId trace)
    {
        var key = TraceKeys.Of(project, trace);
        return files.All().Exists(file => file.FindKnown([key]).Count > 0);
    }

    private bool IsReferenced(ProjectId project, string media) =>
        TraceScan.NewestFirst(files.All(), project, TraceKeys.OfMedia(media), null, null).Any(trace => trace.Document.Media.Contains(media));

    private sealed class Tally
    {
        public long Traces { get; set; }

        public long Observations { get; set; }

        public long Scores { get; set; }
    }
}
