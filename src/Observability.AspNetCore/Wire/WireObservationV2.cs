using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>An observation in the second form of the wire; what it holds depends on the field groups.</summary>
internal sealed record WireObservationV2 : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The trace it belongs to.</summary>
    public required string TraceId { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The observation it happened in; null for a root.</summary>
    public required string? ParentObservationId { get; init; }

    /// <summary>What it is: GENERATION, SPAN, EVENT, AGENT, TOOL, CHAIN, RETRIEVER, EVALUATOR, EMBEDDING or GUARDRAIL.</summary>
    public required string Type { get; init; }

    /// <summary>Its name.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? Name { get; init; }

    /// <summary>How much attention it deserves: DEBUG, DEFAULT, WARNING or ERROR.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? Level { get; init; }

    /// <summary>A short note on how it ended; empty without one.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? StatusMessage { get; init; }

    /// <summary>The version of the component; empty without one.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? Version { get; init; }

    /// <summary>The environment.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? Environment { get; init; }

    /// <summary>Always false: traces are marked, not observations.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public bool Bookmarked { get; init; }

    /// <summary>Always false: traces are published, not observations.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public bool Public { get; init; }

    /// <summary>The end user; empty without one.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? UserId { get; init; }

    /// <summary>The session; empty without one.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? SessionId { get; init; }

    /// <summary>Whether it has no parent.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public bool IsRootObservation { get; init; }

    /// <summary>Ours: how it ended: COMPLETED, FAILED, CANCELLED, ABANDONED or INCOMPLETE.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? Status { get; init; }

    /// <summary>Ours: the full name of the exception's type when it failed.</summary>
    [FieldGroup(ObservationFields.Basic)]
    public string? ErrorType { get; init; }

    /// <summary>When the first token arrived.</summary>
    [FieldGroup(ObservationFields.Time)]
    public DateTimeOffset? CompletionStartTime { get; init; }

    /// <summary>When it started.</summary>
    [FieldGroup(ObservationFields.Time)]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended, or started while it has not.</summary>
    [FieldGroup(ObservationFields.Time)]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What went in: as text, unless <c>parseIoAsJson</c> was asked for.</summary>
    [FieldGroup(ObservationFields.Io)]
    public JsonPayload Input { get; init; }

    /// <summary>What came out: as text, unless <c>parseIoAsJson</c> was asked for.</summary>
    [FieldGroup(ObservationFields.Io)]
    public JsonPayload Output { get; init; }

    /// <summary>Anything else, with dotted keys; texts are cut at 200 characters unless <c>expandMetadata</c> names them.</summary>
    [FieldGroup(ObservationFields.Metadata)]
    public JsonPayload Metadata { get; init; }

    /// <summary>The model that answered; empty without one.</summary>
    [FieldGroup(ObservationFields.Model)]
    public string? Model { get; init; }

    /// <summary>The model that answered; empty without one.</summary>
    [FieldGroup(ObservationFields.Model)]
    public string? ProvidedModelName { get; init; }

    /// <summary>The id of the model in the price list (<c>GET /models</c>) that its cost was computed with; empty when it was not computed from it.</summary>
    [FieldGroup(ObservationFields.Model)]
    public string? InternalModelId { get; init; }

    /// <summary>The model parameters.</summary>
    [FieldGroup(ObservationFields.Model)]
    public JsonPayload ModelParameters { get; init; }

    /// <summary>Ours: the provider in the terms of <c>gen_ai.provider.name</c>.</summary>
    [FieldGroup(ObservationFields.Model)]
    public string? Provider { get; init; }

    /// <summary>Ours: why the model stopped.</summary>
    [FieldGroup(ObservationFields.Model)]
    public string? FinishReason { get; init; }

    /// <summary>Ours: whether a cache answered in place of the model.</summary>
    [FieldGroup(ObservationFields.Model)]
    public bool IsCacheHit { get; init; }

    /// <summary>Tokens by entry; the entries exclude each other and <c>total</c> is their sum.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public IReadOnlyDictionary<string, long> UsageDetails { get; init; } = Observability.Wire.UsageDetails.None;

    /// <summary>All input tokens.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public long InputUsage { get; init; }

    /// <summary>All output tokens.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public long OutputUsage { get; init; }

    /// <summary>All tokens.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public long TotalUsage { get; init; }

    /// <summary>USD by entry, and <c>total</c>.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public IReadOnlyDictionary<string, decimal> CostDetails { get; init; } = Observability.Wire.CostDetails.None;

    /// <summary>The cost of the input in USD.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public decimal? InputCost { get; init; }

    /// <summary>The cost of the output in USD.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public decimal? OutputCost { get; init; }

    /// <summary>The cost in USD; 0 for what is no model call, null when it is unknown.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public decimal? TotalCost { get; init; }

    /// <summary>The id of the pricing tier that its cost was computed with; null when it was not computed from the price list.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public string? UsagePricingTierId { get; init; }

    /// <summary>The name of the pricing tier that its cost was computed with; null when it was not computed from the price list.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public string? UsagePricingTierName { get; init; }

    /// <summary>Ours: whether the tokens were counted here because the provider sent none.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public bool UsageEstimated { get; init; }

    /// <summary>Ours: where the cost comes from: COMPUTED, PROVIDED or ESTIMATED; null without one.</summary>
    [FieldGroup(ObservationFields.Usage)]
    public string? CostSource { get; init; }

    /// <summary>Always null.</summary>
    [FieldGroup(ObservationFields.Prompt)]
    public string? PromptId { get; init; }

    /// <summary>The name of the prompt it was made from.</summary>
    [FieldGroup(ObservationFields.Prompt)]
    public string? PromptName { get; init; }

    /// <summary>The version of the prompt it was made from.</summary>
    [FieldGroup(ObservationFields.Prompt)]
    public int? PromptVersion { get; init; }

    /// <summary>The duration in seconds.</summary>
    [FieldGroup(ObservationFields.Metrics, ObservationFields.Usage)]
    public double? Latency { get; init; }

    /// <summary>The seconds to the first token.</summary>
    [FieldGroup(ObservationFields.Metrics, ObservationFields.Usage)]
    public double? TimeToFirstToken { get; init; }

    /// <summary>The name of its trace.</summary>
    [FieldGroup(ObservationFields.TraceContext)]
    public string? TraceName { get; init; }

    /// <summary>The tags of its trace.</summary>
    [FieldGroup(ObservationFields.TraceContext)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The release of the application.</summary>
    [FieldGroup(ObservationFields.TraceContext)]
    public string? Release { get; init; }

    /// <summary>The id of the model in the price list (<c>GET /models</c>) that its cost was computed with; null when it was not computed from it.</summary>
    public required string? ModelId { get; init; }

    /// <summary>The price of an input token in USD, as text.</summary>
    public string? InputPrice { get; init; }

    /// <summary>The price of an output token in USD, as text.</summary>
    public string? OutputPrice { get; init; }

    /// <summary>Always null.</summary>
    public string? TotalPrice { get; init; }
}
