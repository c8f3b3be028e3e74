using System.Diagnostics.Metrics;

namespace Observability.Pipeline;

/// <summary>The counters of all pipelines of the process: the meter <c>Observability.Pipeline</c>.</summary>
internal static class PipelineMetrics
{
    public const string MeterName = "Observability.Pipeline";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Records = Meter.CreateCounter<long>(
        "observability.pipeline.records", "{record}", "Records that left the pipeline, by outcome: written, dropped, sampled_out, filtered.");

    public static Counter<long> WriteFailures { get; } = Meter.CreateCounter<long>(
        "observability.pipeline.write.failures", "{write}", "Writes that a store refused, tried again or given up.");

    public static Counter<long> MediaDropped { get; } = Meter.CreateCounter<long>(
        "observability.pipeline.media.dropped", "{object}", "Media objects that could not be kept.");

    public static UpDownCounter<long> PendingBytes { get; } = Meter.CreateUpDownCounter<long>(
        "observability.pipeline.pending", "By", "Memory that waits to be written.");

    public static void Settled(long written, long dropped, long sampledOut, long filtered)
    {
        Add(written, "written");
        Add(dropped, "dropped");
        Add(sampledOut, "sampled_out");
        Add(filtered, "filtered");
    }

    private static void Add(long count, string outcome)
    {
        if (count > 0)
        {
            Records.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
