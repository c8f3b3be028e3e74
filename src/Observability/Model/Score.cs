namespace Observability.Model;

/// <summary>A judgement of a trace, an observation, a session or a dataset run.</summary>
public sealed record Score
{
    /// <summary>The project it belongs to.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>Its id; a later score with the same id replaces it.</summary>
    public required ScoreId Id { get; init; }

    /// <summary>What was judged, e.g. <c>helpfulness</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The value: exactly one of number, boolean, category, text or correction.</summary>
    public required ScoreValue Value { get; init; }

    /// <summary>What it judges.</summary>
    public required ScoreTarget Target { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Who gave it.</summary>
    public ScoreSource Source { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Anything else, as a JSON object.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>The user, evaluator or service that gave it.</summary>
    public string? Author { get; init; }

    /// <summary>The score config it was checked against.</summary>
    public string? ConfigId { get; init; }

    /// <summary>The annotation queue it was given in.</summary>
    public string? QueueId { get; init; }

    /// <summary>The environment.</summary>
    public string Environment { get; init; } = TraceEnvironment.Default;
}
