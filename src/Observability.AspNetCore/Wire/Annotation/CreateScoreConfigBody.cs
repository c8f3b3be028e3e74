namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A score config to create.</summary>
internal sealed record CreateScoreConfigBody
{
    /// <summary>The name of the scores.</summary>
    public string? Name { get; init; }

    /// <summary>NUMERIC, BOOLEAN, CATEGORICAL or TEXT.</summary>
    public string? DataType { get; init; }

    /// <summary>The words of a categorical score.</summary>
    public IReadOnlyList<WireScoreCategory?>? Categories { get; init; }

    /// <summary>The smallest number.</summary>
    public double? MinValue { get; init; }

    /// <summary>The largest number.</summary>
    public double? MaxValue { get; init; }

    /// <summary>What is judged and how.</summary>
    public string? Description { get; init; }
}
