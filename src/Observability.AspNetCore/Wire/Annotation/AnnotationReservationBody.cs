namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A user who wants the next item of a queue, or gives one back.</summary>
internal sealed record AnnotationReservationBody
{
    /// <summary>The user.</summary>
    public string? UserId { get; init; }

    /// <summary>For how long, in seconds from 10 to 86,400; 300 unless given.</summary>
    public int? Seconds { get; init; }
}
