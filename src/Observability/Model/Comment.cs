namespace Observability.Model;

/// <summary>What somebody wrote about a trace, an observation, a session or a prompt.</summary>
internal sealed record Comment
{
    public required string Id { get; init; }

    public required CommentTarget ObjectType { get; init; }

    public required string ObjectId { get; init; }

    public required string Content { get; init; }

    public string? AuthorUserId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
