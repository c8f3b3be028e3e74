namespace Observability.Pipeline;

/// <summary>What became of everything a pipeline received, counted in records (observations, trace updates, scores) at one instant.</summary>
/// <remarks>
/// At every instant <see cref="Received"/> = <see cref="Written"/> + <see cref="Dropped"/> + <see cref="SampledOut"/> + <see cref="Filtered"/>
/// + <see cref="Queued"/> + <see cref="InFlight"/> + <see cref="Held"/>: each is counted on its own.
/// </remarks>
public readonly record struct PipelineStatistics
{
    /// <summary>Records handed to the pipeline.</summary>
    public long Received { get; init; }

    /// <summary>Records the store said are durable.</summary>
    public long Written { get; init; }

    /// <summary>Records lost: the queue was full, the store refused them too long, or the process ended first.</summary>
    public long Dropped { get; init; }

    /// <summary>Records of traces that sampling left out.</summary>
    public long SampledOut { get; init; }

    /// <summary>Records a filter left out.</summary>
    public long Filtered { get; init; }

    /// <summary>Records that wait.</summary>
    public long Queued { get; init; }

    /// <summary>Records that are being prepared or written.</summary>
    public long InFlight { get; init; }

    /// <summary>Records of traces that sampling leaves out unless one of their observations fails.</summary>
    public long Held { get; init; }

    /// <summary>About how many bytes the queued, held and in-flight records keep alive.</summary>
    public long PendingBytes { get; init; }

    /// <summary>The most <see cref="PendingBytes"/> there were.</summary>
    public long PeakPendingBytes { get; init; }

    /// <summary>Images, audio clips and files that could not be kept.</summary>
    public long MediaDropped { get; init; }

    /// <summary>Writes that failed and were tried again or given up.</summary>
    public long WriteFailures { get; init; }

    /// <summary>Enrichers, filters and redactors that threw, and values that could not be converted.</summary>
    public long ProcessingFailures { get; init; }
}
