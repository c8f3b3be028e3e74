using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire.Annotation;

/// <summary>A queue of objects that people score.</summary>
internal sealed record WireAnnotationQueue
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked of people.</summary>
    public string? Description { get; init; }

    /// <summary>The configs of the scores that are asked for.</summary>
    public required IReadOnlyList<string> ScoreConfigIds { get; init; }

    /// <summary>Ours: how many different people finish an item before it is done; missing when one is enough.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AnnotatorsPerItem { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
