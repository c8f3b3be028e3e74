namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>That an item was taken out of its queue.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">What was done.</param>
internal sealed record AnnotationItemDeletion(bool Success, string Message);
