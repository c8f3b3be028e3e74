using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>An object to be scored by a person.</summary>
internal sealed record WireAnnotationItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The queue.</summary>
    public required string QueueId { get; init; }

    /// <summary>The object.</summary>
    public required string ObjectId { get; init; }

    /// <summary>TRACE, OBSERVATION or SESSION.</summary>
    public required string ObjectType { get; init; }

    /// <summary>PENDING or COMPLETED.</summary>
    public required string Status { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Ours: who works on it now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReservedBy { get; init; }

    /// <summary>Ours: until when.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Ours: who finished it, where they said so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CompletedBy { get; init; }

    /// <summary>Ours: who passed it over, and why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WireAnnotationSkip>? Skips { get; init; }
}
