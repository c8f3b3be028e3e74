using Observability.Model;
using Observability.Storage.LiteDb.Scores;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>The scores of traces and observations for one query that filters by them.</summary>
internal sealed class ScoreLookup(ScoreFile file, ProjectId project, bool isNeeded)
{
    private const int Remembered = 10_000;

    private readonly Dictionary<TraceId, List<Score>> _known = [];

    public IReadOnlyList<Score> Of(TraceId trace)
    {
        if (!isNeeded)
        {
            return [];
        }

        if (!_known.TryGetValue(trace, out var scores))
        {
            if (_known.Count == Remembered)
            {
                _known.Clear();
            }

            _known[trace] = scores = file.OfTrace(project, trace);
        }

        return scores;
    }

    public IReadOnlyList<Score> Of(TraceId trace, ObservationId observation) =>
        !isNeeded || Of(trace) is not { Count: > 0 } scores ? [] : [.. scores.Where(score => score.Target.ObservationId == observation)];
}
