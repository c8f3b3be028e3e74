namespace Observability.AspNetCore.Wire;

/// <summary>A score to write. It judges a trace, an observation of it, a session or a dataset run.</summary>
internal sealed record CreateScoreBody
{
    /// <summary>Its id; a score with the same id is replaced. Made up unless given.</summary>
    public string? Id { get; init; }

    /// <summary>The trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; init; }

    /// <summary>The observation of the trace.</summary>
    public string? ObservationId { get; init; }

    /// <summary>The dataset run.</summary>
    public string? DatasetRunId { get; init; }

    /// <summary>What is judged.</summary>
    public string? Name { get; init; }

    /// <summary>The value: a number (0 or 1 for BOOLEAN) or text.</summary>
    public JsonPayload Value { get; init; }

    /// <summary>NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION; a number is NUMERIC and text CATEGORICAL unless given.</summary>
    public string? DataType { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Anything else.</summary>
    public JsonPayload Metadata { get; init; }

    /// <summary>The environment.</summary>
    public string? Environment { get; init; }

    /// <summary>The score config.</summary>
    public string? ConfigId { get; init; }

    /// <summary>The annotation queue.</summary>
    public string? QueueId { get; init; }

    /// <summary>API or ANNOTATION; API unless given.</summary>
    public string? Source { get; init; }

    /// <summary>Ours: who gave it.</summary>
    public string? AuthorUserId { get; init; }
}
