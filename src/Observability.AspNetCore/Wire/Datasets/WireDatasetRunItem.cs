namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>What a run did with an item.</summary>
internal sealed record WireDatasetRunItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required string DatasetRunId { get; init; }

    /// <summary>The name of the run.</summary>
    public required string DatasetRunName { get; init; }

    /// <summary>The item.</summary>
    public required string DatasetItemId { get; init; }

    /// <summary>The trace of it.</summary>
    public required string TraceId { get; init; }

    /// <summary>The observation of it; null when the whole trace is.</summary>
    public string? ObservationId { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
