using System.Text.Json;
using Observability.AspNetCore.Endpoints.Experiments;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Mapping;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Storage;

namespace Observability.AspNetCore.Otlp.Receiving;

/// <summary>Takes spans in: reads them, maps them and sends them through the pipeline. What it returns for is durable.</summary>
internal static class OtlpTraces
{
    /// <returns>The request, with what was rejected of it.</returns>
    /// <exception cref="ApiException">It is no OTLP; or nothing was taken, or a part of it, and sending all of it again later is safe.</exception>
    public static async Task<OtlpRequest> IngestAsync(ApiRequest request, RequestBytes body, OtlpFormat format)
    {
        var received = Read(body.Memory, format);
        using var mapper = new SpanMapper(request.Project);
        var batch = new SpanBatch(mapper, request.Observability.Options.QueueBytes);
        try
        {
            foreach (var span in received.Spans)
            {
                if (!batch.TryAdd(span))
                {
                    received.Reject($"A span is larger than the {request.Observability.Options.QueueBytes} bytes that may wait to be written.");
                }
                else if (batch.IsFull)
                {
                    await WriteAsync(request, batch.Take()).ConfigureAwait(false);
                }
            }

            await WriteAsync(request, batch.Take()).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The pipeline has counted and logged it.
            throw ApiException.Unavailable("The spans cannot be taken now. Send them again later.");
        }

        return received;
    }

    private static async Task WriteAsync(ApiRequest request, TelemetryBatch batch)
    {
        await request.WriteAsync(batch).ConfigureAwait(false);
        await ExperimentRecorder.RecordAsync(request, batch.Observations).ConfigureAwait(false);
    }

    private static OtlpRequest Read(ReadOnlyMemory<byte> body, OtlpFormat format)
    {
        try
        {
            return format == OtlpFormat.Json ? JsonTraceReader.Read(body) : ProtobufTraceReader.Read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw ApiException.Invalid(format == OtlpFormat.Json ? "Failed to parse OTel JSON Trace" : "Failed to parse OTel Protobuf Trace");
        }
    }
}
