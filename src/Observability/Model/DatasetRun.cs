namespace Observability.Model;

/// <summary>One run over a dataset: an experiment. One over data that a client kept to itself has no dataset.</summary>
public sealed record DatasetRun
{
    /// <summary>Its id; scores of the whole run target it.</summary>
    public required DatasetRunId Id { get; init; }

    /// <summary>The dataset; null for an experiment over data that a client kept to itself.</summary>
    public DatasetId? DatasetId { get; init; }

    /// <summary>Its name, unique in the dataset.</summary>
    public required string Name { get; init; }

    /// <summary>What is tried.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; its items change without it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
