namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>What somebody wrote about an object.</summary>
internal sealed record WireComment
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>TRACE, OBSERVATION, SESSION or PROMPT.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The object.</summary>
    public required string ObjectId { get; init; }

    /// <summary>What was written.</summary>
    public required string Content { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? AuthorUserId { get; init; }
}
