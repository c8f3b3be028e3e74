using Observability.Model;
using Observability.Storage;

namespace Observability.Prompts.Rollout;

/// <summary>Reads from a store the generations made from a prompt, and their scores.</summary>
internal sealed class PromptCalls(ITraceReader store, ProjectId project)
{
    /// <summary>The most generations, or scores of a name, that are read: the newest.</summary>
    public const int MaxRead = 200_000;

    /// <summary>The generations made from versions of a prompt, newest first, without payloads.</summary>
    public async Task<List<ObservationRecord>> ReadAsync(PromptName name, IReadOnlyCollection<int> versions, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var filters = new List<Filter> { Filter.Equal(FilterField.PromptName, name.Value) };
        if (versions.Count > 0)
        {
            filters.Add(Filter.AnyOf(FilterField.PromptVersion, [.. versions.Select(version => (object)(double)version)]));
        }

        var query = new ObservationQuery { Project = project, From = from, To = to, Filters = filters, Limit = ListQuery.MaxLimit };
        var all = new List<ObservationRecord>();
        do
        {
            var page = await store.ListObservationsAsync(query, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Items.Where(observation => observation.Kind == ObservationKind.Generation));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null && all.Count < MaxRead);
        return all;
    }

    /// <summary>The newest numeric or boolean value of a score for each observation and trace; null reads every name.</summary>
    public async Task<List<Score>> ReadScoresAsync(string? name, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var query = new ScoreQuery { Project = project, From = from, Filters = name is null ? [] : [Filter.Equal(FilterField.Name, name)], Limit = ListQuery.MaxLimit };
        var all = new List<Score>();
        do
        {
            var page = await store.ListScoresAsync(query, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Items.Where(score => score.Value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null && all.Count < MaxRead);
        return all;
    }

    /// <summary>The version that each score judges, each judged thing once for a name; a trace counts when its generations are of one version only.</summary>
    public static IEnumerable<(int Version, Score Score)> Join(IReadOnlyCollection<ObservationRecord> calls, IEnumerable<Score> scores)
    {
        var byObservation = calls.ToLookup(call => call.Id);
        var byTrace = calls.GroupBy(call => call.TraceId)
            .Select(trace => (trace.Key, Versions: trace.Select(call => call.Prompt!.Version).Distinct().ToList()))
            .Where(trace => trace.Versions.Count == 1)
            .ToDictionary(trace => trace.Key, trace => trace.Versions[0]);
        var seen = new HashSet<(string Name, TraceId Trace, ObservationId? Observation)>();
        foreach (var score in scores)
        {
            if (score.Target.TraceId is not { } trace)
            {
                continue;
            }

            int? version = score.Target.ObservationId is { } observation
                ? byObservation[observation].FirstOrDefault(call => call.TraceId == trace)?.Prompt!.Version
                : byTrace.TryGetValue(trace, out var only) ? only : null;
            if (version is { } known && seen.Add((score.Name, trace, score.Target.ObservationId)))
            {
                yield return (known, score);
            }
        }
    }

    /// <summary>Whether a call failed.</summary>
    public static bool IsFailed(ObservationRecord call) => call.Status == ObservationStatus.Failed || call.Level == ObservationLevel.Error;
}
