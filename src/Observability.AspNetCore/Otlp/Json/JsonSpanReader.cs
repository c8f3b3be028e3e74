using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Json;

/// <summary>Reads one span from JSON.</summary>
internal static class JsonSpanReader
{
    private const string ErrorName = "STATUS_CODE_ERROR";
    private const int ErrorCode = 2;

    /// <summary>Stands on the span's first token and leaves the reader on its last.</summary>
    public static void Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpOrigin origin, OtlpRequest request)
    {
        if (request.IsFull)
        {
            reader.Skip();
            request.RejectOver();
        }
        else if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            request.Reject("A span is no JSON object.");
        }
        else
        {
            request.Add(ReadDraft(ref reader, body, request), origin);
        }
    }

    private static OtlpSpanDraft ReadDraft(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpRequest request)
    {
        var draft = new OtlpSpanDraft();
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "traceId" or "trace_id":
                    draft.SetTraceId(JsonScalars.Id(ref reader, OtlpIds.TraceBytes));
                    break;
                case "spanId" or "span_id":
                    draft.SetSpanId(JsonScalars.Id(ref reader, OtlpIds.SpanBytes));
                    break;
                case "parentSpanId" or "parent_span_id":
                    draft.SetParentSpanId(JsonScalars.Id(ref reader, OtlpIds.SpanBytes));
                    break;
                case "name":
                    draft.Name = JsonScalars.Name(ref reader);
                    break;
                case "startTimeUnixNano" or "start_time_unix_nano":
                    draft.Start = JsonScalars.Time(ref reader);
                    break;
                case "endTimeUnixNano" or "end_time_unix_nano":
                    draft.End = JsonScalars.Time(ref reader);
                    break;
                case "attributes":
                    JsonValueReader.ReadAttributes(ref reader, body, draft.Attributes, request);
                    break;
                case "droppedAttributesCount" or "dropped_attributes_count":
                    draft.Attributes.Dropped += Dropped(ref reader);
                    break;
                case "events" when reader.TokenType == JsonTokenType.StartArray:
                    while (JsonScalars.NextItem(ref reader))
                    {
                        ReadEvent(ref reader, body, draft, request);
                    }

                    break;
                case "droppedEventsCount" or "dropped_events_count":
                    draft.DroppedEvents += Dropped(ref reader);
                    break;
                case "status" when reader.TokenType == JsonTokenType.StartObject:
                    ReadStatus(ref reader, body, draft);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return draft;
    }

    private static void ReadEvent(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpSpanDraft draft, OtlpRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var eventName = "";
        var time = 0UL;
        var attributes = new OtlpAttributes();
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "name":
                    eventName = JsonScalars.Name(ref reader);
                    break;
                case "timeUnixNano" or "time_unix_nano":
                    time = JsonScalars.Time(ref reader);
                    break;
                case "attributes":
                    JsonValueReader.ReadAttributes(ref reader, body, attributes, request);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        draft.Add(new OtlpEvent(eventName, OtlpTime.Read(time), attributes));
    }

    private static void ReadStatus(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, OtlpSpanDraft draft)
    {
        while (JsonScalars.NextProperty(ref reader, out var name))
        {
            switch (name)
            {
                case "message" when reader.TokenType == JsonTokenType.String:
                    draft.StatusMessage = JsonScalars.Text(ref reader, body).ToText();
                    break;
                case "code" when reader.TokenType == JsonTokenType.String:
                    draft.StatusCode = reader.ValueTextEquals(ErrorName) ? ErrorCode : 0;
                    break;
                case "code":
                    draft.StatusCode = JsonScalars.Integer(ref reader) ?? 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static long Dropped(ref Utf8JsonReader reader) => Math.Clamp(JsonScalars.Integer(ref reader) ?? 0, 0, uint.MaxValue);
}
