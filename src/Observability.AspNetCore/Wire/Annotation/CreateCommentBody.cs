namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A comment to write.</summary>
internal sealed record CreateCommentBody
{
    /// <summary>The project, which must be the caller's.</summary>
    public string? ProjectId { get; init; }

    /// <summary>TRACE, OBSERVATION, SESSION or PROMPT.</summary>
    public string? ObjectType { get; init; }

    /// <summary>The object, which must be there.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The text, at most 5,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>Who writes it.</summary>
    public string? AuthorUserId { get; init; }
}
