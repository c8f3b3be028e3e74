namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A user who passes an item over.</summary>
internal sealed record AnnotationSkipBody
{
    /// <summary>The user.</summary>
    public string? UserId { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
