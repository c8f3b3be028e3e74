namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>That a user passed an item over.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Reason">Why; null when the user did not say.</param>
/// <param name="At">When.</param>
internal sealed record WireAnnotationSkip(string UserId, string? Reason, DateTimeOffset At);
