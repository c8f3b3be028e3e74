namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A change of an item.</summary>
/// <param name="Status">PENDING or COMPLETED.</param>
/// <param name="UserId">Ours: who finished it. In a queue that asks for several people the item is done when as many have; without a user it is done at once.</param>
internal sealed record UpdateAnnotationItemBody(string? Status, string? UserId = null);
