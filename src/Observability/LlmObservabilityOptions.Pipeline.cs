using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Observability.Model;
using Observability.Pipeline;

namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    /// <summary>The share of traces that are kept, chosen by trace id: the same trace is kept or left out everywhere.</summary>
    /// <value>1, which keeps all; from 0 to 1.</value>
    public double SampleRate { get; set; } = 1;

    /// <summary>Whether a trace that <see cref="SampleRate"/> leaves out is kept when an observation of it failed.</summary>
    /// <value>true: such a trace is held in memory until its root ends.</value>
    public bool AlwaysKeepErrors { get; set; } = true;

    /// <summary>How long a stream may rest before it is recorded as <see cref="ObservationStatus.Incomplete"/>: one that nobody disposed. Traces held by sampling live as long.</summary>
    /// <value>10 minutes; above zero, at most a day.</value>
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most characters that are kept of one text; the rest is cut with a marker that gives the whole length.</summary>
    /// <value>1,000,000; from 100 to 100,000,000.</value>
    public int MaxTextLength { get; set; } = 1_000_000;

    /// <summary>The most bytes of one serialised input, output or parameter object; what is over is cut with a marker.</summary>
    /// <value>4 MiB; from 1 KiB to 256 MiB.</value>
    public int MaxPayloadBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The most bytes of one image, audio clip or file; a larger one is replaced by a marker.</summary>
    /// <value>20 MiB; from 0, which keeps no media, to 1 GiB.</value>
    public int MaxMediaBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>How much captured memory may wait for the store; what is over is dropped and counted.</summary>
    /// <value>64 MiB; from 64 KiB to 16 GiB.</value>
    public long QueueBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The most records that are written together.</summary>
    /// <value>500; from 1 to 100,000.</value>
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a record waits for others to be written with.</summary>
    /// <value>50 ms; from zero to 10 seconds.</value>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a batch that the store refuses is tried again, with backoff, before it is dropped and counted.</summary>
    /// <value>30 seconds; from zero, which tries once, to an hour.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    internal List<IEnricher> Enrichers { get; } = [];

    internal List<IObservationFilter> Filters { get; } = [];

    internal List<Func<string, string>> Redactors { get; } = [];

    internal IRedactorProvider? RedactorProvider { get; set; }

    internal DataClassification? ContentClassification { get; private set; }

    /// <summary>Redacts annotated properties of captured objects.</summary>
    internal ClassifiedRedactor Classified => field ??= new ClassifiedRedactor(RedactorProvider);

    /// <summary>Adds an enricher; they run in the order they were added.</summary>
    public LlmObservabilityOptions Enrich(IEnricher enricher)
    {
        ArgumentNullException.ThrowIfNull(enricher);
        Enrichers.Add(enricher);
        return this;
    }

    /// <summary>Adds a filter; an observation is kept when all of them keep it.</summary>
    public LlmObservabilityOptions Filter(IObservationFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Filters.Add(filter);
        return this;
    }

    /// <summary>Keeps only observations that <paramref name="shouldKeep"/> returns true for.</summary>
    public LlmObservabilityOptions Filter(Func<ObservationRecord, bool> shouldKeep) => Filter(new DelegateFilter(shouldKeep));

    /// <summary>Adds a redactor: every text that leaves goes through it before it reaches a disk or an exporter.</summary>
    /// <param name="redact">Returns the text without what must not be kept. Thread-safe. When it throws, the whole text is replaced by a marker.</param>
    /// <remarks>
    /// It sees message texts, property names and values, metadata, names, status and exception messages, users, sessions and tags: one
    /// text at a time. Ids, numbers and the words of fixed vocabularies that capture itself writes are not shown to it.
    /// </remarks>
    public LlmObservabilityOptions Redact(Func<string, string> redact)
    {
        ArgumentNullException.ThrowIfNull(redact);
        Redactors.Add(redact);
        return this;
    }

    /// <summary>Gives all content (what was said to and by models and tools, metadata, messages) a classification, by whose redactor it is then redacted.</summary>
    /// <remarks>The redactors come from <see cref="RedactWith"/>, with dependency injection from <c>services.AddRedaction(...)</c>; without any, content is replaced by a marker.</remarks>
    public LlmObservabilityOptions RedactContent(DataClassification classification)
    {
        ContentClassification = classification;
        return this;
    }

    /// <summary>Names the redactors for classified content and for properties annotated with a <see cref="DataClassificationAttribute"/>.</summary>
    /// <value>With dependency injection the application's; without, annotated properties are replaced by a marker.</value>
    public LlmObservabilityOptions RedactWith(IRedactorProvider redactors)
    {
        ArgumentNullException.ThrowIfNull(redactors);
        RedactorProvider = redactors;
        return this;
    }
}
