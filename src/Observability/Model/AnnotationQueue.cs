namespace Observability.Model;

/// <summary>Work for people: objects to be scored by some configs.</summary>
internal sealed record AnnotationQueue
{
    public required string Id { get; init; }

    /// <summary>Its name, unique in the project.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The configs of the scores that are asked for.</summary>
    public IReadOnlyList<string> ScoreConfigIds { get; init; } = [];

    /// <summary>How many different people finish an item before it is done.</summary>
    public int AnnotatorsPerItem { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
