namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>An object to add to a queue.</summary>
internal sealed record CreateAnnotationItemBody
{
    /// <summary>The object.</summary>
    public string? ObjectId { get; init; }

    /// <summary>TRACE, OBSERVATION or SESSION.</summary>
    public string? ObjectType { get; init; }

    /// <summary>PENDING or COMPLETED; PENDING unless given.</summary>
    public string? Status { get; init; }
}
