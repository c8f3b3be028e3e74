using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Makes records of spans. What it returns holds nothing of the request's body. Not thread-safe.</summary>
internal sealed class SpanMapper : IDisposable
{
    private readonly ProjectId _project;
    private readonly PayloadBuilder _payloads = new();
    private readonly ContentMapping _content;
    private readonly ParametersMapping _parameters;
    private readonly UsageMapping _usage;
    private readonly CostMapping _cost;
    private readonly PromptMapping _prompt;
    private readonly MetadataMapping _metadata;
    private readonly TraceMapping _trace;
    private readonly OwnSpanMapping _own;

    public SpanMapper(ProjectId project)
    {
        _project = project;
        _content = new ContentMapping(_payloads);
        _parameters = new ParametersMapping(_payloads);
        _usage = new UsageMapping(_payloads);
        _cost = new CostMapping(_payloads);
        _prompt = new PromptMapping(_payloads);
        _metadata = new MetadataMapping(_payloads);
        _trace = new TraceMapping(_payloads, _metadata);
        _own = new OwnSpanMapping(project, _payloads);
    }

    /// <summary>The span as an observation.</summary>
    public ObservationRecord Map(OtlpSpan span) => OwnSpanMapping.Is(span) ? _own.Map(span) : MapForeign(span);

    /// <summary>What the span says about its trace; null when nothing.</summary>
    public TraceRecord? MapTrace(OtlpSpan span, ObservationRecord observation) =>
        OwnSpanMapping.Is(span) ? _own.MapTrace(span, observation) : _trace.Of(span, observation);

    public void Dispose() => _payloads.Dispose();

    private ObservationRecord MapForeign(OtlpSpan span)
    {
        var attributes = span.Attributes;
        var kind = KindMapping.Of(span);
        var content = _content.Of(span);
        var level = LevelMapping.Level(span);
        return new ObservationRecord
        {
            Project = _project,
            TraceId = new TraceId(span.TraceId),
            Id = new ObservationId(span.SpanId),
            ParentId = span.ParentSpanId is { } parent ? new ObservationId(parent) : null,
            Kind = kind,
            Name = NameMapping.Of(span),
            StartTime = span.StartTime,
            EndTime = span.EndTime,
            FirstTokenTime = FirstTokenMapping.Of(span),
            Level = level,
            Status = LevelMapping.Status(span, level),
            StatusMessage = LevelMapping.Message(span),
            ErrorType = LevelMapping.ErrorType(span),
            Model = ModelMapping.Model(attributes),
            Provider = ModelMapping.Provider(attributes),
            Parameters = _parameters.Of(attributes),
            FinishReason = ModelMapping.FinishReason(attributes, content.FinishReason, _payloads),
            Usage = _usage.Of(attributes, kind),
            Cost = _cost.Of(attributes, kind),
            Prompt = _prompt.Of(attributes),
            Input = content.Input,
            Output = content.Output,
            Metadata = _metadata.Of(span),
            Environment = EnvironmentMapping.Environment(span),
            Release = EnvironmentMapping.Release(span),
            Version = EnvironmentMapping.Version(span),
            UserId = IdentityMapping.User(attributes),
            SessionId = IdentityMapping.Session(attributes),
            Tags = IdentityMapping.Tags(attributes, _payloads),
            TraceName = TraceMapping.Name(attributes),
            Source = ObservationSource.Otlp,
        };
    }
}
