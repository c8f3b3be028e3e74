using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Protobuf;

/// <summary>Reads an <c>ExportTraceServiceRequest</c> from protobuf (<c>opentelemetry.proto.collector.trace.v1</c>).</summary>
/// <remarks>A span that cannot be read is rejected alone: its length says where the next one begins.</remarks>
internal static class ProtobufTraceReader
{
    private const uint ResourceSpans = (1 << 3) | 2;
    private const uint Resource = (1 << 3) | 2;
    private const uint ScopeSpans = (2 << 3) | 2;
    private const uint Scope = (1 << 3) | 2;
    private const uint Spans = (2 << 3) | 2;
    private const uint ResourceAttributes = (1 << 3) | 2;
    private const uint ScopeName = (1 << 3) | 2;
    private const uint ScopeVersion = (2 << 3) | 2;
    private const uint ScopeAttributes = (3 << 3) | 2;
    private const uint TraceId = (1 << 3) | 2;
    private const uint SpanId = (2 << 3) | 2;
    private const uint ParentSpanId = (4 << 3) | 2;
    private const uint Name = (5 << 3) | 2;
    private const uint StartTime = (7 << 3) | 1;
    private const uint EndTime = (8 << 3) | 1;
    private const uint Attributes = (9 << 3) | 2;
    private const uint DroppedAttributes = 10 << 3;
    private const uint Events = (11 << 3) | 2;
    private const uint DroppedEvents = 12 << 3;
    private const uint Status = (15 << 3) | 2;
    private const uint StatusMessage = (2 << 3) | 2;
    private const uint StatusCode = 3 << 3;
    private const uint EventTime = (1 << 3) | 1;
    private const uint EventName = (2 << 3) | 2;
    private const uint EventAttributes = (3 << 3) | 2;

    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public static OtlpRequest Read(ReadOnlyMemory<byte> body)
    {
        var request = new OtlpRequest();
        var reader = new ProtobufReader(body);
        while (reader.Read())
        {
            if (reader.Tag == ResourceSpans)
            {
                ReadResourceSpans(reader.ReadBytes(), request);
            }
            else
            {
                reader.Skip();
            }
        }

        return request;
    }

    private static void ReadResourceSpans(ReadOnlyMemory<byte> message, OtlpRequest request)
    {
        // Fields may come in any order: the resource is read first.
        var resource = OtlpAttributes.None;
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Tag == Resource)
            {
                resource = ReadAttributes(fields.ReadBytes(), ResourceAttributes, request);
            }
            else
            {
                fields.Skip();
            }
        }

        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Tag == ScopeSpans)
            {
                ReadScopeSpans(reader.ReadBytes(), resource, request);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadScopeSpans(ReadOnlyMemory<byte> message, OtlpAttributes resource, OtlpRequest request)
    {
        var origin = ReadOrigin(message, resource, request);
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Tag != Spans)
            {
                reader.Skip();
            }
            else if (request.IsFull)
            {
                reader.Skip();
                request.RejectOver();
            }
            else
            {
                ReadSpan(reader.ReadBytes(), origin, request);
            }
        }
    }

    private static OtlpOrigin ReadOrigin(ReadOnlyMemory<byte> scopeSpans, OtlpAttributes resource, OtlpRequest request)
    {
        var name = "";
        var version = "";
        var attributes = OtlpAttributes.None;
        var reader = new ProtobufReader(scopeSpans);
        while (reader.Read())
        {
            if (reader.Tag != Scope)
            {
                reader.Skip();
                continue;
            }

            var scope = reader.ReadBytes();
            attributes = ReadAttributes(scope, ScopeAttributes, request);
            var fields = new ProtobufReader(scope);
            while (fields.Read())
            {
                switch (fields.Tag)
                {
                    case ScopeName:
                        name = NameCache.Get(fields.ReadBytes().Span);
                        break;
                    case ScopeVersion:
                        version = NameCache.Get(fields.ReadBytes().Span);
                        break;
                    default:
                        fields.Skip();
                        break;
                }
            }
        }

        return new OtlpOrigin(resource, name, version, attributes);
    }

    private static OtlpAttributes ReadAttributes(ReadOnlyMemory<byte> message, uint tag, OtlpRequest request)
    {
        var attributes = new OtlpAttributes();
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            if (reader.Tag == tag)
            {
                ProtobufValueReader.ReadAttribute(reader.ReadBytes(), attributes, request);
            }
            else
            {
                reader.Skip();
            }
        }

        return attributes;
    }

    private static void ReadSpan(ReadOnlyMemory<byte> message, OtlpOrigin origin, OtlpRequest request)
    {
        try
        {
            request.Add(ReadDraft(message, request), origin);
        }
        catch (InvalidDataException)
        {
            request.Reject("A span is no valid protobuf.");
        }
    }

    private static OtlpSpanDraft ReadDraft(ReadOnlyMemory<byte> message, OtlpRequest request)
    {
        var draft = new OtlpSpanDraft();
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case TraceId:
                    draft.SetTraceId(reader.ReadBytes().Span);
                    break;
                case SpanId:
                    draft.SetSpanId(reader.ReadBytes().Span);
                    break;
                case ParentSpanId:
                    draft.SetParentSpanId(reader.ReadBytes().Span);
                    break;
                case Name:
                    draft.Name = NameCache.Get(reader.ReadBytes().Span);
                    break;
                case StartTime:
                    draft.Start = reader.ReadFixed64();
                    break;
                case EndTime:
                    draft.End = reader.ReadFixed64();
                    break;
                case Attributes:
                    ProtobufValueReader.ReadAttribute(reader.ReadBytes(), draft.Attributes, request);
                    break;
                case DroppedAttributes:
                    draft.Attributes.Dropped += (uint)reader.ReadVarint();
                    break;
                case Events:
                    ReadEvent(reader.ReadBytes(), draft, request);
                    break;
                case DroppedEvents:
                    draft.DroppedEvents += (uint)reader.ReadVarint();
                    break;
                case Status:
                    ReadStatus(reader.ReadBytes(), draft);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return draft;
    }

    private static void ReadEvent(ReadOnlyMemory<byte> message, OtlpSpanDraft draft, OtlpRequest request)
    {
        var name = "";
        var time = 0UL;
        var attributes = ReadAttributes(message, EventAttributes, request);
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case EventTime:
                    time = reader.ReadFixed64();
                    break;
                case EventName:
                    name = NameCache.Get(reader.ReadBytes().Span);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        draft.Add(new OtlpEvent(name, OtlpTime.Read(time), attributes));
    }

    private static void ReadStatus(ReadOnlyMemory<byte> message, OtlpSpanDraft draft)
    {
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case StatusMessage:
                    draft.StatusMessage = OtlpValue.OfText(reader.ReadBytes()).ToText();
                    break;
                case StatusCode:
                    draft.StatusCode = (long)reader.ReadVarint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
