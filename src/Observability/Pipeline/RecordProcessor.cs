using Observability.Capture;
using Observability.Model;
using Observability.Pricing;
using Observability.Pricing.Models;

namespace Observability.Pipeline;

/// <summary>Makes the final record of an entry: serialise and redact payloads, enrich, filter, price, redact the other texts.</summary>
/// <remarks>Only the pipeline's loop calls it, but for <see cref="Prepare"/>.</remarks>
internal sealed class RecordProcessor(LlmObservabilityOptions options, TextRedactor redactor, PipelineHealth health, ProjectPrices? projects = null)
{
    private readonly PayloadSerializer _payloads = new(options, redactor, health);
    private readonly RecordRedaction _redaction = new(redactor, options.MaxTextLength);

    private readonly PricingStage _pricing = new(options.Prices, projects);

    /// <summary>Serialises the payloads of a large observation now. Thread-safe.</summary>
    public PreparedObservation Prepare(ObservationScope scope)
    {
        List<MediaContent> media = [];
        var record = ObservationRecords.From(scope, options, new PayloadSerializer(options, redactor, health), media.Add);
        return new PreparedObservation(record, media, scope.IsRoot);
    }

    /// <summary>Returns the record to store; null when a filter left it out.</summary>
    public ObservationRecord? Process(ObservationScope scope, Action<ProjectId, MediaContent> addMedia) =>
        Finish(ObservationRecords.From(scope, options, _payloads, media => addMedia(options.Project, media)), addMedia);

    /// <summary>Returns the record to store; null when a filter left it out.</summary>
    public ObservationRecord? Process(PreparedObservation prepared, Action<ProjectId, MediaContent> addMedia)
    {
        foreach (var media in prepared.Media)
        {
            addMedia(prepared.Record.Project, media);
        }

        return Finish(prepared.Record, addMedia);
    }

    /// <summary>Returns the record to store of one received from elsewhere; null when a filter left it out.</summary>
    public ObservationRecord? Process(ObservationRecord received, Action<ProjectId, MediaContent> addMedia) =>
        Finish(WithPayloads(received, null, addMedia), addMedia);

    /// <summary>Returns the record with its cost by the prices of now. Thread-safe.</summary>
    public ObservationRecord Price(ObservationRecord record) => _pricing.Apply(record);

    public TraceRecord Process(TraceUpdate update, Action<ProjectId, MediaContent> addMedia) => _redaction.Apply(update.Record with
    {
        Metadata = _payloads.SerializeMetadata(update.Metadata, media => addMedia(update.Record.Project, media)),
    });

    public TraceRecord Process(TraceRecord received, Action<ProjectId, MediaContent> addMedia)
    {
        void Add(MediaContent media) => addMedia(received.Project, media);
        return _redaction.Apply(received with
        {
            Input = _payloads.Serialize(received.Input, Add),
            Output = _payloads.Serialize(received.Output, Add),
            Metadata = _payloads.SerializeMetadata(received.Metadata, Add),
        });
    }

    public Score Process(Score score, Action<ProjectId, MediaContent> addMedia) => _redaction.Apply(score with
    {
        Metadata = _payloads.SerializeMetadata(score.Metadata, media => addMedia(score.Project, media)),
    });

    private ObservationRecord? Finish(ObservationRecord record, Action<ProjectId, MediaContent> addMedia)
    {
        var enriched = Enrich(record);
        if (!ShouldKeep(enriched))
        {
            return null;
        }

        // Priced before its names are redacted: a redactor that takes a model's date for a birthday must not cost the price.
        var priced = _pricing.Apply(enriched);

        // Payloads are redacted already, but not what an enricher put in their place.
        return _redaction.Apply(WithPayloads(priced, record, addMedia));
    }

    private ObservationRecord WithPayloads(ObservationRecord record, ObservationRecord? done, Action<ProjectId, MediaContent> addMedia)
    {
        if (done is not null && ReferenceEquals(record.Input, done.Input) && ReferenceEquals(record.Output, done.Output)
            && ReferenceEquals(record.Parameters, done.Parameters) && ReferenceEquals(record.Metadata, done.Metadata))
        {
            return record;
        }

        void Add(MediaContent media) => addMedia(record.Project, media);
        return record with
        {
            Input = ReferenceEquals(record.Input, done?.Input) ? record.Input : _payloads.Serialize(record.Input, Add),
            Output = ReferenceEquals(record.Output, done?.Output) ? record.Output : _payloads.Serialize(record.Output, Add),
            Parameters = ReferenceEquals(record.Parameters, done?.Parameters) ? record.Parameters : _payloads.Serialize(record.Parameters, Add),
            Metadata = ReferenceEquals(record.Metadata, done?.Metadata) ? record.Metadata : _payloads.SerializeMetadata(record.Metadata, Add),
        };
    }

    private ObservationRecord Enrich(ObservationRecord record)
    {
        foreach (var enricher in options.Enrichers)
        {
            try
            {
                record = enricher.Enrich(record) ?? record;
            }
            catch (Exception exception)
            {
                health.ProcessingFailed($"the enricher {enricher.GetType().Name}", exception);
            }
        }

        return record;
    }

    private bool ShouldKeep(ObservationRecord record)
    {
        foreach (var filter in options.Filters)
        {
            try
            {
                if (!filter.ShouldKeep(record))
                {
                    return false;
                }
            }
            catch (Exception exception)
            {
                health.ProcessingFailed($"the filter {filter.GetType().Name}", exception);
            }
        }

        return true;
    }
}
