namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A run of a dataset.</summary>
internal record WireDatasetRun
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is tried.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else.</summary>
    public JsonPayload Metadata { get; init; }

    /// <summary>The dataset.</summary>
    public required string DatasetId { get; init; }

    /// <summary>The name of the dataset.</summary>
    public required string DatasetName { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
