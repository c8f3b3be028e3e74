using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>What one event says of an observation. What it leaves unsaid stays as it is known.</summary>
internal sealed record ObservationPatch
{
    public required ObservationId Id { get; init; }

    /// <summary>When the event happened: the start of an observation that never says its own.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>Whether it changes something that should be there already.</summary>
    public bool IsUpdate { get; init; }

    public TraceId? TraceId { get; init; }

    public required ObservationKind Kind { get; init; }

    /// <summary>Whether <see cref="Kind"/> only counts where nothing is known.</summary>
    public bool IsKindVague { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public string? Environment { get; init; }

    public Said<ObservationId?> ParentId { get; init; }

    public Said<string> Name { get; init; }

    public Said<DateTimeOffset?> EndTime { get; init; }

    public Said<DateTimeOffset?> FirstTokenTime { get; init; }

    public Said<ObservationLevel?> Level { get; init; }

    public Said<string> StatusMessage { get; init; }

    public Said<string> Version { get; init; }

    public Said<string> Model { get; init; }

    public Said<Payload> Parameters { get; init; }

    public Said<Payload> Input { get; init; }

    public Said<Payload> Output { get; init; }

    public Said<Payload> Metadata { get; init; }

    public Said<Usage> Usage { get; init; }

    public Said<Cost> Cost { get; init; }

    public Said<PromptLink> Prompt { get; init; }
}
