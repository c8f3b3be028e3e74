using Observability.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.Pipeline;

/// <summary>About how much memory an entry keeps alive: what the queue's bound counts.</summary>
internal static class RecordSize
{
    // A scope, its ids and names, measured with an empty observation.
    private const long Fixed = 1024;

    public static long Of(ObservationScope scope) =>
        Fixed + Of(scope.Input) + Of(scope.Output) + Of(scope.ParametersSource) + Of(scope.Metadata) + Of(scope.StatusMessage);

    public static long Of(TraceUpdate update) => Fixed + Of(update.Metadata);

    public static long Of(Score score) => Fixed + Of(score.Comment) + Of(score.Value.Text) + Of(score.Metadata);

    public static long Of(ObservationRecord record) =>
        Fixed + Of(record.Input) + Of(record.Output) + Of(record.Parameters) + Of(record.Metadata) + Of(record.StatusMessage);

    public static long Of(TelemetryBatch batch) =>
        batch.Observations.Sum(Of) + batch.Traces.Sum(trace => Fixed + Of(trace.Input) + Of(trace.Output) + Of(trace.Metadata)) + batch.Scores.Sum(Of);

    private static long Of(object? value)
    {
        switch (value)
        {
            case null: return 0;
            case string text: return text.Length * 2L;
            case Payload payload: return payload.Length;
            case ICapturedPayload captured: return OfCaptured(captured);
            case IReadOnlyDictionary<string, object?> map:
                var sum = 0L;
                foreach (var (key, item) in map)
                {
                    sum += 64 + (key.Length * 2L) + Of(item);
                }

                return sum;
            default: return 32;
        }
    }

    private static long OfCaptured(ICapturedPayload captured)
    {
        try
        {
            return Math.Max(0, captured.EstimatedBytes);
        }
        catch (Exception)
        {
            return Fixed;
        }
    }
}
