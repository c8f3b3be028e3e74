using System.Diagnostics.Metrics;

namespace Observability.Remote.Delivery;

/// <summary>The counters of all deliveries of the process: the meter <c>Observability.Remote</c>.</summary>
internal static class DeliveryMetrics
{
    public const string MeterName = "Observability.Remote";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Records = Meter.CreateCounter<long>(
        "observability.remote.records", "{record}", "Records that left for a server, by outcome: delivered, rejected, refused, dropped.");

    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>(
        "observability.remote.failures", "{request}", "Requests to a server that failed and are tried again.");

    public static UpDownCounter<long> WaitingRecords { get; } = Meter.CreateUpDownCounter<long>(
        "observability.remote.outbox.records", "{record}", "Records that wait on disk for a server.");

    public static UpDownCounter<long> WaitingBytes { get; } = Meter.CreateUpDownCounter<long>(
        "observability.remote.outbox.size", "By", "Bytes on disk that wait for a server.");

    public static void Add(long count, string outcome)
    {
        if (count > 0)
        {
            Records.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
