using System.Globalization;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>Makes telemetry for the tests of the embedded store.</summary>
internal static class Telemetry
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    public static LiteDbTraceStore Open(TemporaryDirectory directory) => LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory.Path });

    public static ObservationRecord Observation(string trace, string id, double second = 0, string? input = null, string? output = null) => new()
    {
        TraceId = new TraceId(trace),
        Id = new ObservationId(id),
        Name = "chat " + id,
        Kind = ObservationKind.Generation,
        StartTime = Start.AddSeconds(second),
        EndTime = Start.AddSeconds(second + 1),
        Model = "gpt-4o",
        Provider = "openai",
        Usage = new Usage { Input = 10, Output = 5 },
        Cost = new Cost { Total = 0.001m, Entries = new Dictionary<string, decimal> { ["input"] = 0.0004m, ["output"] = 0.0006m } },
        UserId = new UserId("user"),
        SessionId = new SessionId("session"),
        Input = input is null ? null : Payload.FromText(input),
        Output = output is null ? null : Payload.FromText(output),
    };

    public static TelemetryBatch Batch(params ObservationRecord[] observations) => new() { Observations = observations };

    public static string Name(int number) => number.ToString("x16", CultureInfo.InvariantCulture);
}
