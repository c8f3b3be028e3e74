using System.Buffers;
using System.Text.Json;
using Observability.Model;
using Observability.Wire;

namespace Observability.Remote.Export;

/// <summary>Encodes what OTLP cannot carry as events of <c>POST /api/public/ingestion</c>: scores, what was said about a trace afterwards, observations with ids of other SDKs.</summary>
/// <remarks>Each event has an id of its own, so that a server knows one it has already. Not thread-safe.</remarks>
internal sealed class EventEncoder
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public byte[] Encode(Score score) => Event("score-create", score.Timestamp, writer =>
    {
        writer.WriteString("id", score.Id.Value);
        writer.WriteString("name", score.Name);
        Value(writer, score.Value);
        writer.WriteString("dataType", WireNames.Of(score.Value.Type));
        WireWriting.Text(writer, "traceId", score.Target.TraceId?.Value);
        WireWriting.Text(writer, "observationId", score.Target.ObservationId?.Value);
        WireWriting.Text(writer, "sessionId", score.Target.SessionId?.Value);
        WireWriting.Text(writer, "datasetRunId", score.Target.DatasetRunId);
        writer.WriteString("source", WireNames.Of(score.Source));
        WireWriting.Text(writer, "comment", score.Comment);
        WireWriting.Json(writer, "metadata", score.Metadata);
        WireWriting.Text(writer, "authorUserId", score.Author);
        WireWriting.Text(writer, "configId", score.ConfigId);
        WireWriting.Text(writer, "queueId", score.QueueId);
        writer.WriteString("environment", score.Environment);
    });

    public byte[] Encode(TraceRecord trace) => Event("trace-create", trace.Timestamp, writer =>
    {
        writer.WriteString("id", trace.Id.Value);
        WireWriting.Instant(writer, "timestamp", trace.Timestamp);
        WireWriting.Text(writer, "name", trace.Name);
        WireWriting.Json(writer, "input", trace.Input);
        WireWriting.Json(writer, "output", trace.Output);
        WireWriting.Json(writer, "metadata", trace.Metadata);
        WireWriting.Text(writer, "environment", trace.Environment);
        WireWriting.Text(writer, "release", trace.Release);
        WireWriting.Text(writer, "version", trace.Version);
        WireWriting.Text(writer, "userId", trace.UserId?.Value);
        WireWriting.Text(writer, "sessionId", trace.SessionId?.Value);
        WireWriting.Texts(writer, "tags", trace.Tags);
        if (trace.IsPublic is { } isPublic)
        {
            writer.WriteBoolean("public", isPublic);
        }

        Cleared(writer, trace);
    });

    public byte[] Encode(ObservationRecord record) => Event($"{WireNames.Of(record.Kind).ToLowerInvariant()}-create", record.EndTime ?? record.StartTime, writer =>
    {
        writer.WriteString("id", record.Id.Value);
        writer.WriteString("traceId", record.TraceId.Value);
        WireWriting.Text(writer, "parentObservationId", record.ParentId?.Value);
        writer.WriteString("name", record.Name);
        WireWriting.Instant(writer, "startTime", record.StartTime);
        WireWriting.Instant(writer, "endTime", record.EndTime);
        WireWriting.Instant(writer, "completionStartTime", record.FirstTokenTime);
        writer.WriteString("level", WireNames.Of(record.Level));
        WireWriting.Text(writer, "statusMessage", record.StatusMessage);
        WireWriting.Text(writer, "model", record.Model);
        WireWriting.Json(writer, "modelParameters", record.Parameters);
        WireWriting.Json(writer, "input", record.Input);
        WireWriting.Json(writer, "output", record.Output);
        WireWriting.Json(writer, "metadata", record.Metadata);
        WireWriting.Text(writer, "promptName", record.Prompt?.Name);
        if (record.Prompt is { } prompt)
        {
            writer.WriteNumber("promptVersion", prompt.Version);
        }

        if (record.Usage is { } usage)
        {
            writer.WritePropertyName("usageDetails");
            WireWriting.Map(writer, UsageDetails.Of(usage));
        }

        if (record.Cost is { } cost)
        {
            writer.WritePropertyName("costDetails");
            WireWriting.Map(writer, CostDetails.Of(cost));
        }

        WireWriting.Text(writer, "version", record.Version);
        writer.WriteString("environment", record.Environment);
    });

    /// <summary>An explicit null says that there is no value, where leaving it out says nothing.</summary>
    private static void Cleared(Utf8JsonWriter writer, TraceRecord trace)
    {
        void Null(TraceProperties property, string name, object? value)
        {
            if (trace.Cleared.HasFlag(property) && value is null)
            {
                writer.WriteNull(name);
            }
        }

        Null(TraceProperties.Name, "name", trace.Name);
        Null(TraceProperties.Input, "input", trace.Input);
        Null(TraceProperties.Output, "output", trace.Output);
        Null(TraceProperties.Metadata, "metadata", trace.Metadata);
        Null(TraceProperties.Release, "release", trace.Release);
        Null(TraceProperties.Version, "version", trace.Version);
        Null(TraceProperties.UserId, "userId", trace.UserId);
        Null(TraceProperties.SessionId, "sessionId", trace.SessionId);
    }

    private static void Value(Utf8JsonWriter writer, ScoreValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteString("value", text);
        }
        else
        {
            writer.WriteNumber("value", value.Number);
        }
    }

    private byte[] Event(string type, DateTimeOffset timestamp, Action<Utf8JsonWriter> body)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, JsonDefaults.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("id", Guid.NewGuid());
            writer.WriteString("type", type);
            WireWriting.Instant(writer, "timestamp", timestamp);
            writer.WriteStartObject("body");
            body(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return _buffer.WrittenSpan.ToArray();
    }
}
