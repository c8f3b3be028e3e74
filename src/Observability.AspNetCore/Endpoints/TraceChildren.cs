using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints;

/// <summary>The ids of the observations and scores of the traces of one page.</summary>
internal sealed class TraceChildren
{
    /// <summary>The most ids of a kind that one page of traces lists; who needs more asks for the trace.</summary>
    public const int MaxIds = 10_000;

    private readonly Dictionary<TraceId, List<string>> _observations = [];
    private readonly Dictionary<TraceId, List<string>> _scores = [];

    public static async Task<TraceChildren> ReadAsync(ApiRequest request, IReadOnlyList<TraceSummary> traces, IReadOnlySet<string> fields)
    {
        var children = new TraceChildren();
        if (traces.Count == 0)
        {
            return children;
        }

        var ofThese = Filter.AnyOf(FilterField.TraceId, [.. traces.Select(trace => trace.Trace.Id.Value)]);
        if (fields.Contains(TraceFields.Observations))
        {
            var query = new ObservationQuery { Project = request.Project, Filters = [ofThese], Limit = ListQuery.MaxLimit };
            await request.ReadAllAsync(
                (store, cursor, aborted) => store.ListObservationsAsync(query with { Cursor = cursor }, aborted),
                observation => Add(children._observations, observation.TraceId, observation.Id.Value),
                MaxIds).ConfigureAwait(false);
        }

        if (fields.Contains(TraceFields.Scores))
        {
            var query = new ScoreQuery { Project = request.Project, Filters = [ofThese], Limit = ListQuery.MaxLimit };
            await request.ReadAllAsync(
                (store, cursor, aborted) => store.ListScoresAsync(query with { Cursor = cursor }, aborted),
                score => Add(children._scores, score.Target.TraceId, score.Id.Value),
                MaxIds).ConfigureAwait(false);
        }

        return children;
    }

    public IReadOnlyList<string> ObservationsOf(TraceSummary trace) => _observations.GetValueOrDefault(trace.Trace.Id) ?? [];

    public IReadOnlyList<string> ScoresOf(TraceSummary trace) => _scores.GetValueOrDefault(trace.Trace.Id) ?? [];

    private static void Add(Dictionary<TraceId, List<string>> ids, TraceId? trace, string id)
    {
        if (trace is { } key)
        {
            if (!ids.TryGetValue(key, out var list))
            {
                ids.Add(key, list = []);
            }

            list.Add(id);
        }
    }
}
