using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Reads a cost that came with the span.</summary>
internal sealed class CostMapping(PayloadBuilder payloads)
{
    public Cost? Of(OtlpAttributes attributes, ObservationKind kind)
    {
        // An agent's sum would count its model calls twice.
        if (kind == ObservationKind.Agent)
        {
            return null;
        }

        if (attributes.TryGet("langfuse.observation.cost_details", out var value))
        {
            using var details = payloads.Document(value);
            if (details is not null && CostReader.Read(details.RootElement) is { } cost)
            {
                return cost;
            }
        }

        if (Amount(attributes, "gen_ai.usage.cost") is { } total)
        {
            return CostReader.Of(total, CostDetails.None);
        }

        return Amount(attributes, "llm.cost.total") is { } sum ? CostReader.Of(sum, Sides(attributes)) : null;
    }

    private static Dictionary<string, decimal> Sides(OtlpAttributes attributes)
    {
        Dictionary<string, decimal> sides = new(StringComparer.Ordinal);
        if (Amount(attributes, "llm.cost.prompt") is { } input && Amount(attributes, "llm.cost.completion") is { } output)
        {
            sides[UsageKeys.Input] = input;
            sides[UsageKeys.Output] = output;
        }

        return sides;
    }

    private static decimal? Amount(OtlpAttributes attributes, string name) =>
        attributes.TryGet(name, out var value) && value.ToNumber() is >= 0 and <= (double)CostReader.MaxAmount and var amount ? (decimal)amount : null;
}
