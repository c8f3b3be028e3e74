namespace Observability.Model;

/// <summary>A named collection of items to run and judge against.</summary>
public sealed record Dataset
{
    /// <summary>Its id.</summary>
    public required DatasetId Id { get; init; }

    /// <summary>Its name, unique in the project; slashes make folders.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>The JSON Schema that the input of each item satisfies; null for any input.</summary>
    public Payload? InputSchema { get; init; }

    /// <summary>The JSON Schema that the expected output of each item satisfies, where it has one; null for any.</summary>
    public Payload? ExpectedOutputSchema { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed; its items change without it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
