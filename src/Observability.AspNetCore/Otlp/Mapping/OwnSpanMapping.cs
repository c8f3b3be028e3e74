using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;
using Observability.Wire;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Makes the record again of a span that an application of ours sent: nothing is guessed from other names, nothing is added.</summary>
internal sealed class OwnSpanMapping(ProjectId project, PayloadBuilder payloads)
{
    public static bool Is(OtlpSpan span) => span.Origin.ScopeName == SpanNames.Scope;

    public ObservationRecord Map(OtlpSpan span)
    {
        var attributes = span.Attributes;
        var level = LevelMapping.Level(span);
        return new ObservationRecord
        {
            Project = project,
            TraceId = new TraceId(span.TraceId),
            Id = new ObservationId(span.SpanId),
            ParentId = span.ParentSpanId is { } parent ? new ObservationId(parent) : null,
            Kind = KindMapping.Of(span),
            Name = string.IsNullOrWhiteSpace(span.Name) ? NameMapping.Unnamed : span.Name,
            StartTime = span.StartTime,
            EndTime = span.EndTime,
            FirstTokenTime = FirstTokenMapping.Of(span),
            Level = level,
            Status = WireNames.ParseStatus(attributes.Text(SpanNames.Status)),
            StatusMessage = attributes.Text(SpanNames.StatusMessage),
            ErrorType = attributes.Text(SpanNames.ErrorType),
            Model = attributes.Text(SpanNames.Model),
            Provider = attributes.Text(SpanNames.Provider),
            Parameters = payloads.OfJson(attributes.First(SpanNames.Parameters)),
            FinishReason = attributes.First(SpanNames.FinishReasons).List is [var reason, ..] ? reason.ToText() : null,
            Usage = Usage(attributes),
            Cost = Cost(attributes),
            IsCacheHit = attributes.First(SpanNames.CacheHit).ToBoolean() == true,
            Prompt = Prompt(attributes),
            Input = payloads.OfJson(attributes.First(SpanNames.Input)),
            Output = payloads.OfJson(attributes.First(SpanNames.Output)),
            Metadata = payloads.OfJson(attributes.First(SpanNames.Metadata)),
            Environment = TraceEnvironment.Normalize(attributes.Text(SpanNames.Environment)),
            Release = attributes.Text(SpanNames.Release),
            Version = attributes.Text(SpanNames.Version),
            UserId = IdentityMapping.User(attributes),
            SessionId = IdentityMapping.Session(attributes),
            Tags = [.. attributes.First(SpanNames.TraceTags).List.Select(tag => tag.ToText()).OfType<string>()],
            TraceName = TraceMapping.Name(attributes),
            Source = ObservationSource.Otlp,
        };
    }

    /// <summary>What the span says about its trace beyond what the trace takes from its observations anyway; null when nothing.</summary>
    public TraceRecord? MapTrace(OtlpSpan span, ObservationRecord observation)
    {
        var attributes = span.Attributes;
        var said = new TraceRecord
        {
            Project = project,
            Id = observation.TraceId,
            Timestamp = observation.StartTime,
            Name = observation.TraceName,
            Input = payloads.OfJson(attributes.First(SpanNames.TraceInput)),
            Output = payloads.OfJson(attributes.First(SpanNames.TraceOutput)),
            Metadata = payloads.OfJson(attributes.First(SpanNames.TraceMetadata)),
            IsPublic = attributes.First(SpanNames.TracePublic).ToBoolean(),
        };
        return said is { Input: null, Output: null, Metadata: null, IsPublic: null } ? null : said;
    }

    private Usage? Usage(OtlpAttributes attributes)
    {
        using var details = payloads.Document(attributes.First(SpanNames.UsageDetails));
        return details is not null && UsageReader.Read(details.RootElement) is { } usage
            ? usage with { IsEstimated = attributes.First(SpanNames.UsageEstimated).ToBoolean() == true }
            : null;
    }

    private Cost? Cost(OtlpAttributes attributes)
    {
        using var details = payloads.Document(attributes.First(SpanNames.CostDetails));
        return details is { RootElement.ValueKind: JsonValueKind.Object } && CostReader.Read(details.RootElement) is { } cost
            ? cost with { Source = WireNames.ParseCostSource(attributes.Text(SpanNames.CostSource)), Price = Price(attributes) }
            : null;
    }

    private static PriceLink? Price(OtlpAttributes attributes) =>
        attributes.First(SpanNames.CostPrice).List is [var model, var tier, var name] && model.ToText() is { } modelId && tier.ToText() is { } tierId
            ? new PriceLink(modelId, tierId, name.ToText() ?? "")
            : null;

    private static PromptLink? Prompt(OtlpAttributes attributes) =>
        attributes.Text(SpanNames.PromptName) is { } name && attributes.First(SpanNames.PromptVersion).ToCount() is > 0 and <= int.MaxValue and var version
            ? new PromptLink(name, (int)version, attributes.Text(SpanNames.PromptLabel))
            : null;
}
