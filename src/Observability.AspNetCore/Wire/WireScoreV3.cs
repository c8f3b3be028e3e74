using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>A score in the third form of the wire; what it holds depends on the field groups.</summary>
internal sealed record WireScoreV3 : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>What was judged.</summary>
    public required string Name { get; init; }

    /// <summary>Who gave it: API, EVAL or ANNOTATION.</summary>
    public required string Source { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION.</summary>
    public required string DataType { get; init; }

    /// <summary>The value: a number, true or false, or text, as its type says.</summary>
    public required JsonPayload Value { get; init; }

    /// <summary>Why.</summary>
    [FieldGroup(ScoreFields.Details)]
    public string? Comment { get; init; }

    /// <summary>The score config it was checked against.</summary>
    [FieldGroup(ScoreFields.Details)]
    public string? ConfigId { get; init; }

    /// <summary>Anything else.</summary>
    [FieldGroup(ScoreFields.Details)]
    public JsonPayload Metadata { get; init; }

    /// <summary>What it judges.</summary>
    [FieldGroup(ScoreFields.Subject)]
    public WireScoreSubject? Subject { get; init; }

    /// <summary>The user, evaluator or service that gave it.</summary>
    [FieldGroup(ScoreFields.Annotation)]
    public string? AuthorUserId { get; init; }

    /// <summary>The annotation queue it was given in.</summary>
    [FieldGroup(ScoreFields.Annotation)]
    public string? QueueId { get; init; }
}
