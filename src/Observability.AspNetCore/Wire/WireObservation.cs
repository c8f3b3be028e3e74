namespace Observability.AspNetCore.Wire;

/// <summary>An observation in the first form of the wire.</summary>
internal sealed record WireObservation
{
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

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Its name.</summary>
    public required string? Name { get; init; }

    /// <summary>How much attention it deserves: DEBUG, DEFAULT, WARNING or ERROR.</summary>
    public required string Level { get; init; }

    /// <summary>A short note on how it ended.</summary>
    public required string? StatusMessage { get; init; }

    /// <summary>The version of the component.</summary>
    public required string? Version { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or started while it has not.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What went in; null when payloads were not asked for.</summary>
    public required JsonPayload Input { get; init; }

    /// <summary>What came out; null when payloads were not asked for.</summary>
    public required JsonPayload Output { get; init; }

    /// <summary>Anything else; empty when payloads were not asked for.</summary>
    public required JsonPayload Metadata { get; init; }

    /// <summary>The model that answered.</summary>
    public required string? Model { get; init; }

    /// <summary>The model parameters.</summary>
    public required JsonPayload ModelParameters { get; init; }

    /// <summary>When the first token arrived.</summary>
    public required DateTimeOffset? CompletionStartTime { get; init; }

    /// <summary>The prompt's id; the registry knows prompts by name and version, so it is null.</summary>
    public string? PromptId { get; init; }

    /// <summary>The name of the prompt it was made from.</summary>
    public required string? PromptName { get; init; }

    /// <summary>The version of the prompt it was made from.</summary>
    public required int? PromptVersion { get; init; }

    /// <summary>The duration in seconds.</summary>
    public required double? Latency { get; init; }

    /// <summary>The seconds to the first token.</summary>
    public required double? TimeToFirstToken { get; init; }

    /// <summary>Tokens by entry; the entries exclude each other and <c>total</c> is their sum.</summary>
    public required IReadOnlyDictionary<string, long> UsageDetails { get; init; }

    /// <summary>USD by entry, and <c>total</c>.</summary>
    public required IReadOnlyDictionary<string, decimal> CostDetails { get; init; }

    /// <summary>The id of the pricing tier that its cost was computed with; null when it was not computed from the price list.</summary>
    public required string? UsagePricingTierId { get; init; }

    /// <summary>The name of the pricing tier that its cost was computed with; null when it was not computed from the price list.</summary>
    public required string? UsagePricingTierName { get; init; }

    /// <summary>The price of an input token in USD.</summary>
    public required decimal? InputPrice { get; init; }

    /// <summary>The price of an output token in USD.</summary>
    public required decimal? OutputPrice { get; init; }

    /// <summary>Always null.</summary>
    public decimal? TotalPrice { get; init; }

    /// <summary>The cost of the input in USD.</summary>
    public required decimal? CalculatedInputCost { get; init; }

    /// <summary>The cost of the output in USD.</summary>
    public required decimal? CalculatedOutputCost { get; init; }

    /// <summary>The cost in USD; 0 for what is no model call, null when it is unknown.</summary>
    public required decimal? CalculatedTotalCost { get; init; }

    /// <summary>Always <c>TOKENS</c>.</summary>
    public string Unit { get; init; } = "TOKENS";

    /// <summary>All input tokens.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>All output tokens.</summary>
    public required long CompletionTokens { get; init; }

    /// <summary>All tokens.</summary>
    public required long TotalTokens { get; init; }

    /// <summary>The id of the model in the price list (<c>GET /models</c>) that its cost was computed with; null when it was not computed from it.</summary>
    public required string? ModelId { get; init; }

    /// <summary>Tokens in the oldest form.</summary>
    public required WireUsage Usage { get; init; }

    /// <summary>Ours: how it ended: COMPLETED, FAILED, CANCELLED, ABANDONED or INCOMPLETE.</summary>
    public required string Status { get; init; }

    /// <summary>Ours: the full name of the exception's type when it failed.</summary>
    public required string? ErrorType { get; init; }

    /// <summary>Ours: the provider in the terms of <c>gen_ai.provider.name</c>.</summary>
    public required string? Provider { get; init; }

    /// <summary>Ours: why the model stopped.</summary>
    public required string? FinishReason { get; init; }

    /// <summary>Ours: whether a cache answered in place of the model.</summary>
    public required bool IsCacheHit { get; init; }

    /// <summary>Ours: whether the tokens were counted here because the provider sent none.</summary>
    public required bool UsageEstimated { get; init; }

    /// <summary>Ours: where the cost comes from: COMPUTED, PROVIDED or ESTIMATED; null without one.</summary>
    public required string? CostSource { get; init; }

    /// <summary>Ours: the label of the prompt it was made from.</summary>
    public required string? PromptLabel { get; init; }

    /// <summary>Ours: the release of the application.</summary>
    public required string? Release { get; init; }

    /// <summary>Ours: the end user it was done for.</summary>
    public required string? UserId { get; init; }

    /// <summary>Ours: the session it is part of.</summary>
    public required string? SessionId { get; init; }

    /// <summary>Ours: the tags of its trace.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Ours: the name of its trace; null when none was given.</summary>
    public required string? TraceName { get; init; }

    /// <summary>Ours: the door it came through: CAPTURE, OTLP or INGESTION.</summary>
    public required string Source { get; init; }
}
