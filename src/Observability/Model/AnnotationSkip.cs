namespace Observability.Model;

/// <summary>That a user passed an item over: it is not given to that user again.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Reason">Why, if the user said so.</param>
/// <param name="At">When.</param>
internal sealed record AnnotationSkip(string UserId, string? Reason, DateTimeOffset At);
