namespace Observability.AspNetCore.Ingestion;

/// <summary>What an event is about.</summary>
internal enum EventTarget
{
    Trace = 0,
    Observation,
    Score,

    /// <summary>A log line of an SDK: accepted and dropped.</summary>
    Log,
}
