namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>That a user works on a queue.</summary>
/// <param name="UserId">The user.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="ProjectId">The project.</param>
internal sealed record WireAnnotationAssignment(string UserId, string QueueId, string ProjectId);
