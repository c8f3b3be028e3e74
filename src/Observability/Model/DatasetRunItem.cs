namespace Observability.Model;

/// <summary>What one run did with one item: the trace of it. An item may be run several times.</summary>
public sealed record DatasetRunItem
{
    /// <summary>Its id, made of what it joins: adding the same again changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required DatasetRunId RunId { get; init; }

    /// <summary>The name of the run.</summary>
    public required string RunName { get; init; }

    /// <summary>The item.</summary>
    public required DatasetItemId ItemId { get; init; }

    /// <summary>The instant whose version of the item was run; null for the one at <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? ItemVersion { get; init; }

    /// <summary>The trace of it.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The observation of it; null when the whole trace is.</summary>
    public ObservationId? ObservationId { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
