namespace Observability.Model;

/// <summary>What a score judges: a trace, an observation of it, a session or a dataset run.</summary>
public readonly record struct ScoreTarget
{
    /// <summary>The trace, when it judges a trace or an observation.</summary>
    public TraceId? TraceId { get; private init; }

    /// <summary>The observation, when it judges one.</summary>
    public ObservationId? ObservationId { get; private init; }

    /// <summary>The session, when it judges one.</summary>
    public SessionId? SessionId { get; private init; }

    /// <summary>The dataset run, when it judges one.</summary>
    public string? DatasetRunId { get; private init; }

    /// <summary>Judges a trace.</summary>
    public static ScoreTarget Trace(TraceId trace) => new() { TraceId = trace };

    /// <summary>Judges an observation.</summary>
    public static ScoreTarget Observation(TraceId trace, ObservationId observation) => new() { TraceId = trace, ObservationId = observation };

    /// <summary>Judges a session.</summary>
    public static ScoreTarget Session(SessionId session) => new() { SessionId = session };

    /// <summary>Judges a dataset run.</summary>
    public static ScoreTarget DatasetRun(string datasetRunId) => new() { DatasetRunId = datasetRunId };
}
