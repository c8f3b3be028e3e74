namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A user who works on a queue.</summary>
/// <param name="UserId">The user.</param>
internal sealed record AnnotationAssignmentBody(string? UserId);
