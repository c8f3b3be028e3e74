using System.Diagnostics;
using System.Diagnostics.Metrics;
using Observability.Model;

namespace Observability.Capture.Interop;

/// <summary>The GenAI client metrics of the OpenTelemetry semantic conventions.</summary>
/// <remarks>Nothing is computed while nobody listens; nothing is recorded of calls that another instrumentation measures already.</remarks>
internal static class GenAIMetrics
{
    private static readonly Meter Meter = new(LlmObservability.MeterName);

    private static readonly Histogram<long> TokenUsage = Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Number of input and output tokens used.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    private static readonly Histogram<double> OperationDuration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "GenAI operation duration.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] });

    private static readonly Histogram<double> TimeToFirstChunk = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk",
        "s",
        "Time to receive the first chunk of a streamed answer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

    public static void Record(ObservationScope scope)
    {
        if (scope.Kind is not (ObservationKind.Generation or ObservationKind.Embedding)
            || scope.HasOwnTelemetry
            || scope.IsCacheHit
            || !(OperationDuration.Enabled || TokenUsage.Enabled || TimeToFirstChunk.Enabled))
        {
            return;
        }

        var tags = new TagList
        {
            { "gen_ai.operation.name", GenAIOperation.Of(scope.Kind) },
            { "gen_ai.provider.name", scope.Provider },
            { "gen_ai.request.model", scope.RequestModel },
            { "gen_ai.response.model", scope.Model },
        };
        if (scope.Server is { } server)
        {
            tags.Add("server.address", server.Host);
            tags.Add("server.port", server.Port);
        }

        if (TokenUsage.Enabled && scope.Usage is { IsEstimated: false } usage)
        {
            RecordTokens(tags, "input", usage.Input);
            RecordTokens(tags, "output", usage.Output);
        }

        if (scope.TimeToFirstToken is { } first)
        {
            TimeToFirstChunk.Record(first.TotalSeconds, tags);
        }

        if (scope.Status == ObservationStatus.Failed)
        {
            tags.Add("error.type", scope.Exception?.GetType().FullName ?? "_OTHER");
        }

        OperationDuration.Record(scope.Duration.TotalSeconds, tags);
    }

    // The list is a struct: the caller's stays as it was.
    private static void RecordTokens(TagList tags, string type, long? count)
    {
        if (count is { } tokens)
        {
            tags.Add("gen_ai.token.type", type);
            TokenUsage.Record(tokens, tags);
        }
    }
}
