using System.Collections.Frozen;
using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>A type of event.</summary>
/// <param name="Target">What it is about.</param>
/// <param name="Kind">The kind of observation it says; null where its body says it.</param>
/// <param name="IsUpdate">Whether it changes something rather than creating it. Updates are applied after creates, and one for a span says nothing of the kind of an observation that is known.</param>
internal sealed record EventType(EventTarget Target, ObservationKind? Kind = null, bool IsUpdate = false)
{
    private static readonly FrozenDictionary<string, EventType> Types = new Dictionary<string, EventType>
    {
        ["trace-create"] = new(EventTarget.Trace),
        ["score-create"] = new(EventTarget.Score),
        ["event-create"] = new(EventTarget.Observation, ObservationKind.Event),
        ["span-create"] = new(EventTarget.Observation, ObservationKind.Span),
        ["span-update"] = new(EventTarget.Observation, ObservationKind.Span, IsUpdate: true),
        ["generation-create"] = new(EventTarget.Observation, ObservationKind.Generation),
        ["generation-update"] = new(EventTarget.Observation, ObservationKind.Generation, IsUpdate: true),
        ["agent-create"] = new(EventTarget.Observation, ObservationKind.Agent),
        ["tool-create"] = new(EventTarget.Observation, ObservationKind.Tool),
        ["chain-create"] = new(EventTarget.Observation, ObservationKind.Chain),
        ["retriever-create"] = new(EventTarget.Observation, ObservationKind.Retriever),
        ["evaluator-create"] = new(EventTarget.Observation, ObservationKind.Evaluator),
        ["embedding-create"] = new(EventTarget.Observation, ObservationKind.Embedding),
        ["guardrail-create"] = new(EventTarget.Observation, ObservationKind.Guardrail),
        ["sdk-log"] = new(EventTarget.Log),
        ["observation-create"] = new(EventTarget.Observation),
        ["observation-update"] = new(EventTarget.Observation, IsUpdate: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of all types.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Types.Keys.Order(StringComparer.Ordinal)];

    public static EventType? Find(string? name) => name is null ? null : Types.GetValueOrDefault(name);
}
