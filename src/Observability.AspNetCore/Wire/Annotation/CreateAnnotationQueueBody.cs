namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>An annotation queue to create.</summary>
internal sealed record CreateAnnotationQueueBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What is asked of people.</summary>
    public string? Description { get; init; }

    /// <summary>The configs of the scores that are asked for.</summary>
    public IReadOnlyList<string?>? ScoreConfigIds { get; init; }

    /// <summary>Ours: how many different people finish an item before it is done, from 1 to 10; 1 unless given.</summary>
    public int? AnnotatorsPerItem { get; init; }
}
