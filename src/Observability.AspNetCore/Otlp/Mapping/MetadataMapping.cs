using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Collects what has no place of its own: <c>{…own metadata, attributes, events, resourceAttributes, scope}</c>.</summary>
/// <remarks>
/// The attributes of an experiment keep their names at the top level (<c>langfuse.experiment.id</c>), where a filter on metadata finds them.
/// Attributes that have become something else are not repeated.
/// </remarks>
internal sealed class MetadataMapping(PayloadBuilder payloads)
{
    private const string Langfuse = "langfuse.";
    private const string Experiment = "langfuse.experiment.";
    private const string TraceMetadata = "langfuse.trace.metadata";
    private const string ObservationMetadata = "langfuse.observation.metadata";
    private const string OldMetadata = "langfuse.metadata";
    private const string VercelMetadata = "ai.telemetry.metadata";

    private static readonly string[] ObservationSources = [ObservationMetadata, OldMetadata, VercelMetadata];
    private static readonly string[] TraceSources = [TraceMetadata, OldMetadata];
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "user.id", "session.id", "tag.tags", "ai.prompt.tools",
        "ai.telemetry.metadata.userId", "ai.telemetry.metadata.sessionId", "ai.telemetry.metadata.tags", "ai.telemetry.metadata.langfusePrompt",
    };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "attributes", "events", "resourceAttributes", "scope", "droppedAttributes", "droppedEvents",
    };

    public Payload Of(OtlpSpan span) => Write(span, ObservationSources, withSpan: true)!;

    /// <summary>The metadata of the trace that the span says; for the root with that of the span. Null when it says none.</summary>
    public Payload? OfTrace(OtlpSpan span, bool isRoot)
    {
        if (isRoot)
        {
            return Own(span.Attributes, TraceSources) is null ? null : Write(span, [TraceMetadata, .. ObservationSources], withSpan: true);
        }

        return Write(span, TraceSources, withSpan: false);
    }

    private Payload? Write(OtlpSpan span, string[] sources, bool withSpan)
    {
        var own = Own(span.Attributes, sources);
        if (own is null && !withSpan)
        {
            return null;
        }

        var writer = payloads.Begin();
        writer.WriteStartObject();
        foreach (var (name, json) in own ?? [])
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }

        if (withSpan)
        {
            WriteSpan(writer, span);
        }

        writer.WriteEndObject();
        return payloads.End();
    }

    private Dictionary<string, ReadOnlyMemory<byte>>? Own(OtlpAttributes attributes, string[] sources)
    {
        Dictionary<string, ReadOnlyMemory<byte>>? own = null;
        foreach (var source in sources)
        {
            if (!attributes.TryGet(source, out var whole))
            {
                continue;
            }

            using var document = payloads.Document(whole);
            if (document is { RootElement.ValueKind: JsonValueKind.Object })
            {
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    Add(ref own, property.Name, JsonSerializer.SerializeToUtf8Bytes(property.Value, Wire.WireJson.Options));
                }
            }
            else
            {
                Add(ref own, "metadata", payloads.Of(whole)?.Utf8 ?? default);
            }
        }

        foreach (var (name, value) in attributes)
        {
            if (NameIn(name, sources) is { } key && !value.IsEmpty)
            {
                Add(ref own, key, payloads.Of(value)!.Utf8);
            }
        }

        return own;
    }

    private static string? NameIn(string name, string[] sources)
    {
        if (Elsewhere.Contains(name))
        {
            return name == "ai.prompt.tools" && sources.Contains(VercelMetadata) ? "tools" : null;
        }

        if (name.StartsWith(Experiment, StringComparison.Ordinal))
        {
            return sources.Contains(ObservationMetadata) ? name : null;
        }

        foreach (var source in sources)
        {
            if (name.Length > source.Length + 1 && name[source.Length] == '.' && name.StartsWith(source, StringComparison.Ordinal))
            {
                return name[(source.Length + 1)..];
            }
        }

        return null;
    }

    private static void Add(ref Dictionary<string, ReadOnlyMemory<byte>>? own, string name, ReadOnlyMemory<byte> json)
    {
        own ??= new(StringComparer.Ordinal);
        if (!json.IsEmpty && !Reserved.Contains(name) && (own.Count < MetadataLimits.MaxKeys || own.ContainsKey(name)))
        {
            own[name] = json;
        }
    }

    private static void WriteSpan(Utf8JsonWriter writer, OtlpSpan span)
    {
        var isOpen = false;
        foreach (var (name, value) in span.Attributes)
        {
            if (IsElsewhere(name))
            {
                continue;
            }

            if (!isOpen)
            {
                writer.WriteStartObject("attributes");
                isOpen = true;
            }

            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        if (isOpen)
        {
            writer.WriteEndObject();
        }

        WriteEvents(writer, span.Events);
        WriteDropped(writer, "droppedAttributes", span.Attributes.Dropped);
        WriteDropped(writer, "droppedEvents", span.DroppedEvents);
        writer.WritePropertyName("resourceAttributes");
        writer.WriteRawValue(span.Origin.ResourceJson, skipInputValidation: true);
        writer.WritePropertyName("scope");
        writer.WriteRawValue(span.Origin.ScopeJson, skipInputValidation: true);
    }

    private static bool IsElsewhere(string name) =>
        ContentMapping.IsContent(name)
        || Elsewhere.Contains(name)
        || name.StartsWith(Langfuse, StringComparison.Ordinal)
        || name.StartsWith(VercelMetadata, StringComparison.Ordinal);

    private static void WriteEvents(Utf8JsonWriter writer, IReadOnlyList<OtlpEvent> events)
    {
        var isOpen = false;
        foreach (var @event in events)
        {
            if (EventMessages.IsContent(@event))
            {
                continue;
            }

            if (!isOpen)
            {
                writer.WriteStartArray("events");
                isOpen = true;
            }

            writer.WriteStartObject();
            writer.WriteString("name", @event.Name);
            if (@event.Time is { } time)
            {
                writer.WriteString("time", time);
            }

            writer.WriteStartObject("attributes");
            foreach (var (name, value) in @event.Attributes)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteDropped(Utf8JsonWriter writer, string name, long count)
    {
        if (count > 0)
        {
            writer.WriteNumber(name, count);
        }
    }
}
