namespace Observability.Model;

/// <summary>That a user works on a queue.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="UserId">The user.</param>
/// <param name="CreatedAt">Since when.</param>
internal sealed record AnnotationAssignment(string QueueId, string UserId, DateTimeOffset CreatedAt)
{
    public string Id => IdOf(QueueId, UserId);

    public static string IdOf(string queue, string user) => $"{queue.Length}:{queue}{user}";
}
