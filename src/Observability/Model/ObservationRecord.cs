namespace Observability.Model;

/// <summary>A finished, immutable observation: one node of a trace's tree.</summary>
/// <remarks>
/// In a store the last version written of an id wins, and user, session, release, tags and trace name follow what is said of the trace, so that an
/// observation is found by them. Instants are UTC, kept to the microsecond.
/// </remarks>
public sealed record ObservationRecord
{
    /// <summary>The project it belongs to.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>The trace it belongs to.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Its own id, unique in the project.</summary>
    public required ObservationId Id { get; init; }

    /// <summary>The observation it happened in; null for a root.</summary>
    public ObservationId? ParentId { get; init; }

    /// <summary>What it is.</summary>
    public ObservationKind Kind { get; init; }

    /// <summary>Its name, e.g. <c>chat gpt-4o</c> or <c>Weather.get</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended; null while it is known only from its start.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>When the first token or chunk of a stream arrived.</summary>
    public DateTimeOffset? FirstTokenTime { get; init; }

    /// <summary>How much attention it deserves.</summary>
    public ObservationLevel Level { get; init; }

    /// <summary>How it ended.</summary>
    public ObservationStatus Status { get; init; }

    /// <summary>What went wrong, or another short note on how it ended.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The full name of the exception's type when it failed.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The model that answered, or the one asked for when the answer named none.</summary>
    public string? Model { get; init; }

    /// <summary>The provider in the terms of OpenTelemetry's <c>gen_ai.provider.name</c>, e.g. <c>openai</c>, <c>aws.bedrock</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The model parameters as a JSON object (temperature, max_tokens, tools …).</summary>
    public Payload? Parameters { get; init; }

    /// <summary>Why the model stopped, e.g. <c>stop</c>, <c>tool_calls</c>, <c>length</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The tokens it used; null when unknown.</summary>
    public Usage? Usage { get; init; }

    /// <summary>What it cost; null when the price or the usage is unknown.</summary>
    public Cost? Cost { get; init; }

    /// <summary>True when a cache answered in place of the model; such an observation costs nothing.</summary>
    public bool IsCacheHit { get; init; }

    /// <summary>The registry prompt it was made from.</summary>
    public PromptLink? Prompt { get; init; }

    /// <summary>What went in.</summary>
    public Payload? Input { get; init; }

    /// <summary>What came out.</summary>
    public Payload? Output { get; init; }

    /// <summary>Anything else, as a JSON object.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>The environment, e.g. <c>production</c>: lower case, at most 40 of <c>[a-z0-9-_]</c>.</summary>
    public string Environment { get; init; } = TraceEnvironment.Default;

    /// <summary>The release of the application.</summary>
    public string? Release { get; init; }

    /// <summary>The version of the component.</summary>
    public string? Version { get; init; }

    /// <summary>The end user it was done for.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The session it is part of.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>The tags of its trace: as known when it ended, and those said of the trace at any time.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The name of its trace: the one said of the trace at any time, else as known when it ended; the trace's name defaults to the root observation's.</summary>
    public string? TraceName { get; init; }

    /// <summary>The door it came through.</summary>
    public ObservationSource Source { get; init; }
}
