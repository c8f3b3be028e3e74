using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>What is remembered of an observation. Guarded by the merger's lock.</summary>
internal sealed class RecentObservation
{
    /// <summary>Its last version; null when the store has it and nobody read it yet.</summary>
    public ObservationRecord? Record { get; set; }

    /// <summary>Whether its start is only the time of an update that came before its create.</summary>
    public bool IsStartInferred { get; set; }

    /// <summary>The read that is under way or done.</summary>
    public Task? Reading { get; set; }

    /// <summary>How many requests need it in memory until what they wrote is durable.</summary>
    public int Users { get; set; }
}
