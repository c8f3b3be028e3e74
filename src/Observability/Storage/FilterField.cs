namespace Observability.Storage;

/// <summary>What a filter, an order or a dimension looks at.</summary>
/// <remarks>
/// Traces have the kind, status, model, provider and prompt name of all their observations, as lists. The other fields that only
/// observations have (parent, prompt version, status message, time to first token) cannot be asked of traces. Kind, level, status, score
/// source and score type take the enum's value or its name in any case, and compare in the enum's order.
/// Session and user queries take the fields of traces: only matching traces are summed up, and <see cref="Id"/> is the session's or user's.
/// </remarks>
public enum FilterField
{
    /// <summary>When it started; a trace: its timestamp.</summary>
    StartTime = 0,

    /// <summary>The id of the listed thing itself.</summary>
    Id,

    /// <summary>The trace's id.</summary>
    TraceId,

    /// <summary>The parent observation's id.</summary>
    ParentId,

    /// <summary>The name of the listed thing itself.</summary>
    Name,

    /// <summary>The trace's name.</summary>
    TraceName,

    /// <summary>The observation's kind.</summary>
    Kind,

    /// <summary>The level; a trace: the worst of its observations.</summary>
    Level,

    /// <summary>How it ended.</summary>
    Status,

    /// <summary>The environment.</summary>
    Environment,

    /// <summary>The release.</summary>
    Release,

    /// <summary>The version.</summary>
    Version,

    /// <summary>The user.</summary>
    UserId,

    /// <summary>The session.</summary>
    SessionId,

    /// <summary>The tags.</summary>
    Tags,

    /// <summary>A top-level metadata value, by <see cref="Filter.Key"/>: a string's text, another value's JSON text; compared as a number when the value given is one.</summary>
    Metadata,

    /// <summary>The model.</summary>
    Model,

    /// <summary>The provider.</summary>
    Provider,

    /// <summary>The linked prompt's name.</summary>
    PromptName,

    /// <summary>The linked prompt's version.</summary>
    PromptVersion,

    /// <summary>The status message.</summary>
    StatusMessage,

    /// <summary>The duration in seconds; a trace: from its first start to its last end.</summary>
    Latency,

    /// <summary>The time to the first token in seconds.</summary>
    TimeToFirstToken,

    /// <summary>Input tokens; a trace: the sum.</summary>
    InputTokens,

    /// <summary>Output tokens; a trace: the sum.</summary>
    OutputTokens,

    /// <summary>All tokens; a trace: the sum.</summary>
    TotalTokens,

    /// <summary>Cost in USD; a trace: the sum.</summary>
    TotalCost,

    /// <summary>The number of observations of a trace.</summary>
    ObservationCount,

    /// <summary>The number of failed observations of a trace.</summary>
    ErrorCount,

    /// <summary>A numeric or boolean score, by <see cref="Filter.Key"/> its name; of a score its own number, without a key.</summary>
    ScoreNumber,

    /// <summary>A categorical or text score, by <see cref="Filter.Key"/> its name; of a score its own text, without a key.</summary>
    ScoreText,

    /// <summary>A score's source; a trace or observation: those of its scores.</summary>
    ScoreSource,

    /// <summary>Whether the trace is bookmarked.</summary>
    IsBookmarked,

    /// <summary>The observation a score judges.</summary>
    ObservationId,

    /// <summary>The dataset run a score judges.</summary>
    DatasetRunId,

    /// <summary>The type of a score's value.</summary>
    ScoreType,

    /// <summary>Who gave a score.</summary>
    Author,

    /// <summary>The config a score was checked against.</summary>
    ConfigId,

    /// <summary>The annotation queue a score was given in.</summary>
    QueueId,
}
