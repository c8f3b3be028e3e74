namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A dataset.</summary>
internal record WireDataset
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Its name; slashes make folders.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else.</summary>
    public JsonPayload Metadata { get; init; }

    /// <summary>The JSON Schema that the input of each item satisfies.</summary>
    public JsonPayload InputSchema { get; init; }

    /// <summary>The JSON Schema that the expected output of each item satisfies.</summary>
    public JsonPayload ExpectedOutputSchema { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; its items change without it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
