namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>What scores of a name look like.</summary>
internal sealed record WireScoreConfig
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the scores.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it takes no more scores.</summary>
    public required bool IsArchived { get; init; }

    /// <summary>What is judged and how.</summary>
    public string? Description { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The largest number.</summary>
    public double? MaxValue { get; init; }

    /// <summary>The smallest number.</summary>
    public double? MinValue { get; init; }

    /// <summary>NUMERIC, BOOLEAN, CATEGORICAL or TEXT.</summary>
    public required string DataType { get; init; }

    /// <summary>The words a categorical score may have, and the two of a boolean one.</summary>
    public IReadOnlyList<WireScoreCategory>? Categories { get; init; }
}
