namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>An item of a dataset.</summary>
internal sealed record WireDatasetItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The dataset.</summary>
    public required string DatasetId { get; init; }

    /// <summary>The trace it was made from.</summary>
    public string? SourceTraceId { get; init; }

    /// <summary>The observation it was made from.</summary>
    public string? SourceObservationId { get; init; }

    /// <summary>ACTIVE or ARCHIVED.</summary>
    public required string Status { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What goes in.</summary>
    public JsonPayload Input { get; init; }

    /// <summary>What should come out.</summary>
    public JsonPayload ExpectedOutput { get; init; }

    /// <summary>Anything else.</summary>
    public JsonPayload Metadata { get; init; }

    /// <summary>The name of the dataset.</summary>
    public required string DatasetName { get; init; }

    /// <summary>The media that it refers to.</summary>
    public required IReadOnlyList<WireMediaReference> MediaReferences { get; init; }
}
