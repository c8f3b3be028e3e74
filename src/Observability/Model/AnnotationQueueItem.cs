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

    /// <summary>Who finished it, as far as they said who they are.</summary>
    public IReadOnlyList<string> CompletedBy { get; init; } = [];

    /// <summary>Who passed it over.</summary>
    public IReadOnlyList<AnnotationSkip> Skips { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public bool IsCompleted => CompletedAt is not null;

    /// <summary>Whether a user may work on it now: nobody else does, and the user neither finished it nor passed it over.</summary>
    public bool IsFor(string user, DateTimeOffset now) => !(ReservedBy is { } other && other != user && ReservedUntil > now) && !CompletedBy.Contains(user) && Skips.All(skip => skip.UserId != user);

    /// <summary>The same item with nobody at work on it.</summary>
    public AnnotationQueueItem Released(DateTimeOffset now) => this with { ReservedBy = null, ReservedUntil = null, UpdatedAt = now };
}
