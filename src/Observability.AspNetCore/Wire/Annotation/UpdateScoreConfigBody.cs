namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A change of a score config: what is missing stays as it is.</summary>
internal sealed record UpdateScoreConfigBody
{
    /// <summary>Whether it takes no more scores.</summary>
    public bool? IsArchived { get; init; }

    /// <summary>The name of the scores.</summary>
    public string? Name { get; init; }

    /// <summary>The words of a categorical score.</summary>
    public IReadOnlyList<WireScoreCategory?>? Categories { get; init; }

    /// <summary>The smallest number.</summary>
    public double? MinValue { get; init; }

    /// <summary>The largest number.</summary>
    public double? MaxValue { get; init; }

    /// <summary>What is judged and how.</summary>
    public string? Description { get; init; }
}
