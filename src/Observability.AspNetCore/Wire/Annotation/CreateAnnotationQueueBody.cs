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
}
