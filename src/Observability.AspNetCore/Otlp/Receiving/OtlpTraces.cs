using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Endpoints.Experiments;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Mapping;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>Takes spans in: reads them, maps them and sends them through the pipeline. What it returns for is durable.</summary>
internal static class OtlpTraces
{
    /// <returns>The request, with what was rejected of it.</returns>
    /// <exception cref="OtlpFailure">Nothing was taken, or a part of it; sending all of it again is safe when the failure is temporary.</exception>
    public static async Task<OtlpRequest> IngestAsync(ApiRequest request, OtlpBody body, OtlpFormat format)
    {
        var spans = Read(body.Memory, format);
        using var mapper = new SpanMapper(request.Project);
        try
        {
            for (var done = 0; done < spans.Spans.Count;)
            {
                var batch = Map(spans, mapper, ref done);
                await request.WriteAsync(batch).ConfigureAwait(false);
                await ExperimentRecorder.RecordAsync(request, batch.Observations).ConfigureAwait(false);
            }
        }
        catch (IOException exception)
        {
            throw new OtlpFailure(StatusCodes.Status503ServiceUnavailable, exception.Message, isTemporary: true);
        }

        return spans;
    }

    private static OtlpRequest Read(ReadOnlyMemory<byte> body, OtlpFormat format)
    {
        try
        {
            return format == OtlpFormat.Json ? JsonTraceReader.Read(body) : ProtobufTraceReader.Read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw OtlpFailure.Invalid(format == OtlpFormat.Json ? "Failed to parse OTel JSON Trace" : "Failed to parse OTel Protobuf Trace");
        }
    }

    private static TelemetryBatch Map(OtlpRequest request, SpanMapper mapper, ref int done)
    {
        List<ObservationRecord> observations = [];
        Dictionary<TraceId, TraceRecord> traces = [];
        var bytes = 0L;
        while (done < request.Spans.Count && observations.Count < OtlpLimits.MaxBatchSpans && bytes < OtlpLimits.MaxBatchBytes)
        {
            var span = request.Spans[done++];
            var observation = mapper.Map(span);
            observations.Add(observation);
            bytes += (observation.Input?.Length ?? 0) + (observation.Output?.Length ?? 0) + (observation.Parameters?.Length ?? 0) + (observation.Metadata?.Length ?? 0);
            if (mapper.MapTrace(span, observation) is { } said)
            {
                traces[said.Id] = traces.TryGetValue(said.Id, out var known) ? Merge(known, said) : said;
                bytes += (said.Input?.Length ?? 0) + (said.Output?.Length ?? 0) + (said.Metadata?.Length ?? 0);
            }
        }

        return new TelemetryBatch { Observations = observations, Traces = [.. traces.Values] };
    }

    // A trace begins with its earliest span, in whatever order they come.
    private static TraceRecord Merge(TraceRecord known, TraceRecord said) =>
        TraceMerge.Merge(known, said) with { Timestamp = known.Timestamp < said.Timestamp ? known.Timestamp : said.Timestamp };
}
