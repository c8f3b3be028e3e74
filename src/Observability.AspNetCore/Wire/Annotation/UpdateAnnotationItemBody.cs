namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A change of an item.</summary>
/// <param name="Status">PENDING or COMPLETED.</param>
internal sealed record UpdateAnnotationItemBody(string? Status);
