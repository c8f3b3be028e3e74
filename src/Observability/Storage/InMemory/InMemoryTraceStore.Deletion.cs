using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.InMemory;

public sealed partial class InMemoryTraceStore
{
    /// <inheritdoc/>
    public Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Task.FromResult(_projects.TryGetValue(request.Project, out var project) ? Delete(project, request) : new DeletionResult(0, 0, 0));
        }
    }

    private static DeletionResult Delete(InMemoryProject project, DeletionRequest request)
    {
        var ids = request.Traces.ToHashSet();
        var users = request.Users.ToHashSet();
        var sessions = request.Sessions.ToHashSet();
        var traces = project.Traces.Where(trace => ids.Contains(trace.Id) || trace.IsOf(users, sessions) || trace.Time < request.Before).ToList();
        var media = new HashSet<MediaId>();
        long traceCount = 0;
        long observationCount = 0;
        long scoreCount = 0;
        foreach (var trace in traces)
        {
            traceCount += trace.Snapshot().Derived is null ? 0 : 1;
            observationCount += trace.Observations.Count;
            scoreCount += trace.Scores.Count;
            media.UnionWith(trace.Observations.SelectMany(MediaReferences.Of));
            media.UnionWith(trace.Said is { } said ? MediaReferences.Of(said) : []);
            project.Delete(trace);
        }

        var scores = request.Scores.ToHashSet();
        foreach (var score in project.Scores.Where(score => scores.Contains(score.Id) || IsNamed(score, sessions, request.Before)).ToList())
        {
            scoreCount += project.Delete(score.Id) ? 1 : 0;
        }

        media.RemoveWhere(project.IsReferenced);
        return new DeletionResult(traceCount, observationCount, scoreCount) { UnreferencedMedia = [.. media] };
    }

    // Scores of a trace live and go with it; only the others have an age and a session of their own.
    private static bool IsNamed(Score score, HashSet<SessionId> sessions, DateTimeOffset? before) =>
        score.Target.TraceId is null
        && (score.Timestamp < before || (score.Target.SessionId is { } session && sessions.Contains(session)));
}
