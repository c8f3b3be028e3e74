namespace Observability.Model;

/// <summary>One object to be scored by a person.</summary>
internal sealed record AnnotationQueueItem
{
    public required string Id { get; init; }

    public required string QueueId { get; init; }

    public required string ObjectId { get; init; }

    public required AnnotationTarget ObjectType { get; init; }

    /// <summary>When it was done; null while it is to be done.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who works on it, until <see cref="ReservedUntil"/>.</summary>
    public string? ReservedBy { get; init; }

    /// <summary>When the reservation expires.</summary>
    public DateTimeOffset? ReservedUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsCompleted => CompletedAt is not null;

    /// <summary>Whether somebody else works on it.</summary>
    public bool IsTakenFor(string user, DateTimeOffset now) => ReservedBy is { } other && other != user && ReservedUntil > now;
}
