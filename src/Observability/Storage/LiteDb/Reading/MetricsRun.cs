using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.LiteDb.Scores;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Reading;

/// <summary>One run of a metrics query: streams the columns it needs through the accumulator.</summary>
internal static class MetricsRun
{
    public static MetricsResult Execute(MetricsPlan plan, IReadOnlyList<TelemetryFile> files, ScoreFile scoreFile, CancellationToken cancellationToken)
    {
        var accumulator = new MetricsAccumulator(plan);
        var range = new TimeRange(plan.FromTicks, plan.ToTicks);
        var scores = new ScoreLookup(scoreFile, plan.Query.Project, plan.Filter.NeedsScores);
        switch (plan.View)
        {
            case QueryView.Observations:
                AddObservations(plan, files, range, scores, accumulator, cancellationToken);
                break;
            case QueryView.Traces:
                AddTraces(plan, files, range, scores, accumulator, cancellationToken);
                break;
            default:
                foreach (var score in scoreFile.InRange(plan.Query.Project, range.FromMicros, range.UntilMicros))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    accumulator.Add(new ScoreRow(score));
                }

                break;
        }

        return accumulator.ToResult();
    }

    private static void AddObservations(MetricsPlan plan, IReadOnlyList<TelemetryFile> files, TimeRange range, ScoreLookup scores, MetricsAccumulator accumulator, CancellationToken cancellationToken)
    {
        foreach (var (file, entry, block) in ObservationScan.NewestFirst(files, plan.Query.Project, range.FromMicros, range.UntilMicros, _ => true, (_, _) => true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hasDead = entry.Dead.Length > 0;
            for (var row = 0; row < Math.Min(block.Count, entry.Count); row++)
            {
                if (!hasDead || !entry.IsDead(row))
                {
                    accumulator.Add(RowOf(plan, file, block, row, scores));
                }
            }
        }
    }

    private static LeanObservationRow RowOf(MetricsPlan plan, TelemetryFile file, LeanBlock block, int row, ScoreLookup scores)
    {
        var rowScores = plan.Filter.NeedsScores
            ? scores.Of(new TraceId(block.Texts(LeanColumn.TraceId)![row]!), new ObservationId(block.Texts(LeanColumn.Id)![row]!))
            : [];
        return new LeanObservationRow(
            block,
            row,
            plan.Filter.NeedsMetadata ? () => file.ReadPayloads(block.Numbers(LeanColumn.Payload).ValueOr(row, 0), PayloadSelection.Metadata).Metadata : null,
            rowScores);
    }

    private static void AddTraces(MetricsPlan plan, IReadOnlyList<TelemetryFile> files, TimeRange range, ScoreLookup scores, MetricsAccumulator accumulator, CancellationToken cancellationToken)
    {
        foreach (var trace in TraceScan.NewestFirst(files, plan.Query.Project, TraceKeys.BestOf(plan.Filter), range.FromMicros, range.UntilMicros))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var derived = trace.Derive(plan.Filter.NeedsMetadata ? PayloadSelection.Metadata : PayloadSelection.None);
            accumulator.Add(new TraceRow(derived, scores.Of(derived.Summary.Trace.Id)));
        }
    }
}
