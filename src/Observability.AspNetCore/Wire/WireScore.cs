using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>A score in the first and second form of the wire.</summary>
internal sealed record WireScore : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = ScoreForms.V2;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>What was judged.</summary>
    public required string Name { get; init; }

    /// <summary>The number of a numeric score, 1 or 0 of a boolean one, 0 of a categorical one or a correction; missing for text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? Value { get; init; }

    /// <summary>Who gave it: API, EVAL or ANNOTATION.</summary>
    public required string Source { get; init; }

    /// <summary>The user, evaluator or service that gave it.</summary>
    public required string? AuthorUserId { get; init; }

    /// <summary>Why.</summary>
    public required string? Comment { get; init; }

    /// <summary>Anything else.</summary>
    public required JsonPayload Metadata { get; init; }

    /// <summary>The score config it was checked against.</summary>
    public required string? ConfigId { get; init; }

    /// <summary>The annotation queue it was given in.</summary>
    public required string? QueueId { get; init; }

    /// <summary>Always null.</summary>
    public string? ExecutionTraceId { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The trace, when it judges a trace or an observation.</summary>
    public required string? TraceId { get; init; }

    /// <summary>The observation, when it judges one.</summary>
    public required string? ObservationId { get; init; }

    /// <summary>The session, when it judges one; missing in the first form.</summary>
    [FieldGroup(ScoreForms.V2Only)]
    public string? SessionId { get; init; }

    /// <summary>The dataset run, when it judges one; missing in the first form.</summary>
    [FieldGroup(ScoreForms.V2Only)]
    public string? DatasetRunId { get; init; }

    /// <summary>The word of a categorical score, the text of a text score or correction, True or False of a boolean one.</summary>
    public required string? StringValue { get; init; }

    /// <summary>NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION.</summary>
    public required string DataType { get; init; }

    /// <summary>The judged trace, in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireScoreTrace? Trace { get; init; }
}
