using Observability.Model;
using Observability.Pipeline;

namespace Observability.AspNetCore.Ingestion;

/// <summary>What is remembered of a trace: all its observations by id, their records where they are needed. Guarded by the merger's lock.</summary>
internal sealed class RecentTrace(ProjectId project, TraceId id)
{
    public ProjectId Project { get; } = project;

    public TraceId Id { get; } = id;

    /// <summary>Every observation that the store has or will have once the requests under way are durable.</summary>
    public Dictionary<ObservationId, RecentObservation> Observations { get; } = [];

    /// <summary>What was said about the trace, without payloads.</summary>
    public TraceRecord? Said { get; set; }

    /// <summary>The read of the trace that is under way or done.</summary>
    public Task? Reading { get; set; }

    /// <summary>How many requests work on it.</summary>
    public int Users { get; set; }

    /// <summary>About how much memory it takes.</summary>
    public long Bytes { get; set; }

    /// <summary>When it was used last, on the clock's own scale.</summary>
    public long LastUse { get; set; }

    /// <summary>Its place among those nobody uses; null while somebody does.</summary>
    public LinkedListNode<RecentTrace>? Idle { get; set; }

    /// <summary>Whether it was forgotten while somebody used it: it is not kept when they are done.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Puts another record of one of its observations, or none, in place of what is remembered.</summary>
    public void Put(RecentObservation observation, ObservationRecord? record)
    {
        Bytes += SizeOf(record) - SizeOf(observation.Record);
        observation.Record = record;
    }

    private static long SizeOf(ObservationRecord? record) => record is null ? 0 : RecordSize.Of(record);
}
