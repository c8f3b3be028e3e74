using Observability.Model;
using Observability.Pricing.Models;
using Observability.Storage.Query;

namespace Observability.Pricing;

/// <summary>Gives every model call its tokens and cost.</summary>
/// <remarks>
/// Only generations and embeddings are priced: an agent or chain sums up calls that are priced themselves. A cost that came with the
/// record stays. A call that a cache answered costs zero. Missing usage is estimated from the content, unless the call failed before it
/// answered or made media, whose tokens its text does not show. What the project defined itself goes before all other prices. An unknown price is no cost. Never throws for a record's content. Thread-safe.
/// </remarks>
internal sealed class PricingStage(IEnumerable<ModelPrice> overrides, ProjectPrices? projects = null)
{
    private readonly ModelPrices _prices = new(overrides);

    /// <summary>Returns the record with usage and cost, or as it is.</summary>
    public ObservationRecord Apply(ObservationRecord record)
    {
        if (record.Kind is not (ObservationKind.Generation or ObservationKind.Embedding) || record.Cost is not null)
        {
            return record;
        }

        if (record.IsCacheHit)
        {
            return record with { Cost = new Cost { Total = 0 } };
        }

        var usage = record.Usage ?? Estimate(record);
        if (usage is null)
        {
            return record;
        }

        if (projects?.Find(record) is { } defined)
        {
            return record with { Usage = usage, Cost = defined.Compute(record, usage) };
        }

        var tariffs = _prices.Find(record.Provider, record.Model);
        var cost = tariffs is null ? null : CostCalculator.Compute(usage, tariffs, MetadataText.Get(record.Parameters, "service_tier"));
        return record with { Usage = usage, Cost = cost };
    }

    private static Usage? Estimate(ObservationRecord record)
    {
        var hasAnswer = record.Output is not null;
        if (record.EndTime is null && !hasAnswer)
        {
            // It still runs: its next version has the answer, and often the tokens.
            return null;
        }

        if ((record.Status is ObservationStatus.Failed && !hasAnswer) || MediaReferences.Of(record.Output).Count > 0)
        {
            return null;
        }

        var estimate = record.Kind is ObservationKind.Embedding
            ? TokenEstimator.Estimate(record.Input, null)
            : TokenEstimator.Estimate(record.Input, record.Output, MetadataText.Get(record.Parameters, "tools"));

        // A stream refused before its first word leaves an answer without content.
        return record.Status is ObservationStatus.Failed && record.Kind is not ObservationKind.Embedding && estimate?.Output is (null or 0) ? null : estimate;
    }
}
