using Observability.Pipeline;

namespace Observability.Testing;

/// <summary>The law that every record is accounted for.</summary>
public static class PipelineAccount
{
    /// <summary>Received minus everything it became: zero at every instant.</summary>
    public static long Imbalance(this PipelineStatistics counts) =>
        counts.Received - counts.Written - counts.Dropped - counts.SampledOut - counts.Filtered - counts.Queued - counts.InFlight - counts.Held;
}
