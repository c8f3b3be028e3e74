using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds what a span says about its trace beyond what the trace takes from its observations anyway.</summary>
internal sealed class TraceMapping(PayloadBuilder payloads, MetadataMapping metadata)
{
    public static string? Name(OtlpAttributes attributes) => attributes.Text("langfuse.trace.name");

    /// <summary>The record of the trace; null when there is nothing to say.</summary>
    /// <param name="span">The span.</param>
    /// <param name="observation">The span as an observation.</param>
    public TraceRecord? Of(OtlpSpan span, ObservationRecord observation)
    {
        // A span whose parent is elsewhere can stand for the trace; what it is then must be said, for the trace would not derive it.
        var attributes = span.Attributes;
        var standsForTrace = span.ParentSpanId is not null && attributes.First("langfuse.internal.as_root").ToBoolean() == true;
        var isRoot = standsForTrace || span.ParentSpanId is null;
        var input = payloads.OfJson(attributes.First("langfuse.trace.input"));
        var output = payloads.OfJson(attributes.First("langfuse.trace.output"));
        var own = metadata.OfTrace(span, isRoot);
        var isPublic = attributes.First("langfuse.trace.public", "langfuse.public").ToBoolean();
        if (!standsForTrace && input is null && output is null && own is null && isPublic is null)
        {
            return null;
        }

        return new TraceRecord
        {
            Project = observation.Project,
            Id = observation.TraceId,
            Timestamp = observation.StartTime,
            Name = observation.TraceName ?? (standsForTrace ? observation.Name : null),
            Input = input ?? (standsForTrace ? observation.Input : null),
            Output = output ?? (standsForTrace ? observation.Output : null),
            Metadata = own ?? (standsForTrace ? observation.Metadata : null),
            Environment = isRoot ? observation.Environment : null,
            Release = observation.Release,
            Version = observation.Version,
            UserId = observation.UserId,
            SessionId = observation.SessionId,
            Tags = observation.Tags,
            IsPublic = isPublic,
        };
    }
}
