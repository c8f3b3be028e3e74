using System.Text.Json.Serialization;

namespace Observability.Model;

/// <summary>One item of a dataset in one of its versions: what goes in and what should come out.</summary>
public sealed record DatasetItem
{
    /// <summary>Its id, the same in all versions.</summary>
    public required DatasetItemId Id { get; init; }

    /// <summary>The dataset.</summary>
    public required DatasetId DatasetId { get; init; }

    /// <summary>Whether it takes part in new runs.</summary>
    public DatasetItemStatus Status { get; init; }

    /// <summary>What goes in.</summary>
    public Payload? Input { get; init; }

    /// <summary>What should come out.</summary>
    public Payload? ExpectedOutput { get; init; }

    /// <summary>Anything else.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>The trace it was made from.</summary>
    public TraceId? SourceTraceId { get; init; }

    /// <summary>The observation it was made from.</summary>
    public ObservationId? SourceObservationId { get; init; }

    /// <summary>When the item was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this version began to hold, to the millisecond.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where it stood among items created in one go: lists show the highest first.</summary>
    [JsonInclude]
    internal int Position { get; init; }
}
